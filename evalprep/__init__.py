"""evalprep: from one project file to a verdict on every condition and the papers of an application.

For organisations that apply to become a 社会培训评价组织, that is, to assess and certify vocational skills.
"""

__version__ = "0.1.0"
