"""Where and at which level an applicant is registered, read off its registration authority and its code.

The authority's name speaks first; the six digits of the division in the 统一社会信用代码 (GB 32100, characters 3 to 8)
support it. A national authority or a contradiction between the two settles nothing.
"""

from __future__ import annotations

import re

from evalprep.model.basic import without_spaces
from evalprep.model.identifiers import PROVINCES, Uscc
from evalprep.model.kinds import BadValue, Kind, choice
from evalprep.model.validation import Path
from evalprep.rules.facts import Known, computed
from evalprep.rules.world import Row, World

AUTHORITY: Path = ("organization", "registration_authority")
CODE: Path = ("organization", "uscc")
READS = frozenset({"organization.registration_authority", "organization.uscc"})
NATIONAL_REGION = "100000"
ASK = "问受理部门，这样登记的单位算不算在本地登记"

_EXPECTED = "省级行政区划代码的前两位，如 11"


def _province(text: str) -> str:
    code = without_spaces(text)
    if code not in PROVINCES:
        raise BadValue("不是任何省份的代码", _EXPECTED, "在 checklists/catalogs/provinces.csv 里查")
    return code


PROVINCE: Kind[str] = Kind(
    "province",
    str,
    _EXPECTED,
    _province,
    show=lambda code: f"区划代码 {code}",
    json_type=("string", "integer"),
)
"""A province by the first two digits of GB/T 2260."""
LEVEL = choice(
    "registration_level", "全国", "省级", "市级", "县级", synonyms={"国家级": "全国", "区级": "县级"}
)

_NATIONAL = re.compile("国家|中华人民共和国|国务院|中央|民政部")
_PROVINCIAL = re.compile("[^省市县区旗]{1,8}?(?:省|自治区)")
_ZONE = re.compile("开发区|高新|新区|保税|园区|管委会|管理委员会|实验区|试验区|示范区|合作区|度假区")
_DIVISION = re.compile("[^市县区旗盟]*?[^市县区旗盟](?:自治州|州(?![市县区])|市(?!场)|县|区|旗|盟)")


@computed("organization.registered_in", "登记所在的省级行政区", READS, kind=PROVINCE)
def registered_in(world: World, subject: Row | None) -> Known:
    """登记机关名称里写了省（自治区、直辖市）全称的，按名称；没有写的，按统一社会信用代码第 3、4 位。登记机关是国家级的、代码是 100000 的、名称与代码对不上的，或者登记机关没有填的，不能断定。"""
    authority, code = world.value(AUTHORITY), world.value(CODE)
    if authority is None:
        return Known(None, (AUTHORITY,))
    if _is_national(world, authority):
        return Known(None, detail=f"登记机关「{authority}」是国家级的", advice=ASK)
    found = _named_provinces(world, authority)
    if len(found) > 1:
        return Known(None, (AUTHORITY,), f"登记机关「{authority}」里有不止一个省份的名称")
    if not isinstance(code, Uscc):
        if found:
            return Known(found[0], detail=f"登记机关「{authority}」")
        told = f"登记机关「{authority}」没有写明省份"
        return Known(None, (AUTHORITY, CODE) if code is None else (AUTHORITY,), told)
    return _with_code(world, authority, found[0] if found else None, code)


def _with_code(world: World, authority: str, found: str | None, code: Uscc) -> Known:
    """The province of an authority that names one or none, held against the code's digits."""
    told = f"登记机关「{authority}」，信用代码第 3 至 8 位 {code.region}"
    if code.region == NATIONAL_REGION:
        return Known(None, (AUTHORITY,), f"{told}，是国家级登记机关的", ASK)
    place = world.catalogs.provinces.get(code.province)
    if place is None:
        return Known(None, (AUTHORITY,), f"{told}，查不到是哪个省份")
    if found not in (None, code.province):
        return Known(None, (AUTHORITY,), f"{told}，属{place}，两处对不上")
    return Known(code.province, detail=f"{told}，属{place}")


@computed("organization.registration_level", "登记机关的层级", READS, kind=LEVEL)
def registration_level(world: World, subject: Row | None) -> Known:
    """按登记机关名称：国家级的为全国，只写到省（自治区、直辖市）的为省级，写到州、盟、地区的为市级，写到县、区、旗的为县级；写到市的按统一社会信用代码区分设区的市与县级市，没有代码的不能断定；开发区、新区等看不出层级的，不能断定。"""
    authority = world.value(AUTHORITY)
    if authority is None:
        return Known(None, (AUTHORITY,))
    told = f"登记机关「{authority}」"
    if _is_national(world, authority):
        return Known("全国", detail=told)
    provincial, rest = _below_province(world, authority)
    if _ZONE.search(rest):
        return Known(None, (AUTHORITY,), f"{told}的层级看不出来", "问登记机关或受理部门")
    divisions = _DIVISION.findall(rest)
    if len(divisions) == 1 and divisions[0].endswith("市"):
        return _city(world, told)
    level = _level(divisions, provincial)
    return Known(level, detail=told) if level else Known(None, (AUTHORITY,), f"{told}没有写明层级")


def _level(divisions: list[str], provincial: bool) -> str | None:
    if not divisions:
        return "省级" if provincial else None
    if len(divisions) > 1:
        return "县级"
    return "市级" if divisions[0].endswith(("州", "盟", "地区")) else "县级"


def _city(world: World, told: str) -> Known:
    """市级 or 县级: a county-level city is called 市 too, and only the code's last two digits of six tell (GB/T 2260)."""
    code = world.value(CODE)
    if not isinstance(code, Uscc):
        missing = (CODE,) if code is None else (AUTHORITY,)
        return Known(None, missing, f"{told}是设区的市还是县级市，要看信用代码")
    told = f"{told}，信用代码第 3 至 8 位 {code.region}"
    city, county = code.region[2:4], int(code.region[4:])
    if code.region == NATIONAL_REGION or city == "00":
        return Known(None, (AUTHORITY,), f"{told}不是市一级的，两处对不上")
    # 90 stands before the county-level cities that belong to no prefecture.
    if county > 80 or city == "90":
        return Known("县级", detail=f"{told}，是县级市")
    if county > 20:
        return Known(None, (AUTHORITY,), f"{told}是县的，两处对不上")
    return Known("市级", detail=told)


def _named_provinces(world: World, authority: str) -> list[str]:
    """The provinces that a name writes out: the one that it begins with, else all that it holds."""
    plain = without_spaces(authority)
    held = {code: plain.find(name) for code, name in world.catalogs.provinces.items() if name in plain}
    first = [code for code, at in held.items() if at == 0]
    return first or list(held)


def _is_national(world: World, authority: str) -> bool:
    return bool(_NATIONAL.match(without_spaces(authority)))


def _below_province(world: World, authority: str) -> tuple[bool, str]:
    """Whether a name begins with a province, and what comes after it."""
    plain = without_spaces(authority)
    starts = [name for name in world.catalogs.provinces.values() if plain.startswith(name)]
    if not starts and (found := _PROVINCIAL.match(plain)):
        starts = [found[0]]
    rest = plain.removeprefix(starts[0]) if starts else plain
    return bool(starts), rest


FACTS = (registered_in, registration_level)
