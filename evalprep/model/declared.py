"""How the project file's models are declared: closed sets, annotations, labels, lists and records that may be 无."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
)
from pydantic_core import CoreSchema, core_schema

from evalprep.model.basic import COUNT, NUMBER, TEXT, YEAR, YES_NO
from evalprep.model.contacts import EMAIL, PHONES, Phones
from evalprep.model.dates import DATE, DAY, PartialDate
from evalprep.model.dates import date as day
from evalprep.model.identifiers import OCCUPATION_CODE, USCC, OccupationCode, Uscc
from evalprep.model.kinds import NIL, BadValue, Kind, Nil, choice, or_nil
from evalprep.model.levels import LEVELS, SKILL_LEVEL, Levels, SkillLevel
from evalprep.model.money import MONEY, Money
from evalprep.model.scales import (
    ASSOCIATION_GRADE,
    EDUCATION,
    AssociationGrade,
    Education,
)

T = TypeVar("T")


def _format(text: str) -> str:
    if text.strip() != "1":
        raise BadValue(
            f"不认识格式「{text.strip()}」", "1", "这个文件是更新版本的 evalprep 写的，升级 evalprep 再打开"
        )
    return "1"


def _name(text: str) -> str:
    name = TEXT.parse(text)
    if name == NIL:
        raise BadValue("不能写「无」", NAME.expected, "照证件填写；还不知道就删去这一行")
    if not any(sign.isalpha() for sign in name):
        raise BadValue("里面没有文字，像是填错了格", NAME.expected, "填写名称，号码和日期填到各自的格里")
    return name


FORMAT = Kind("format", str, "1", _format, choices=("1",), json_type=("string", "integer"))
NAME = replace(TEXT, name="name", expected="名称", parse=_name)
"""What everybody has: a name, an address. 无 is none."""
SCORE = replace(NUMBER, name="number", expected="不小于 0 的分数，如 28")
LEGAL_FORM = choice(
    "legal_form", "企业", "事业单位", "社会团体", "民办非企业单位", "基金会", "机关", "其他",
    synonyms={"公司": "企业", "有限责任公司": "企业", "有限公司": "企业", "社会服务机构": "民办非企业单位", "民非": "民办非企业单位", "社团": "社会团体"},
)  # fmt: skip
BODY_KIND = choice(
    "body_kind", "行业协会", "学会", "行业联合会", "技工院校", "技师学院", "职业院校", "本科院校", "社会培训机构", "企业", "政府部门", "其他",
    synonyms={"协会": "行业协会", "技工学校": "技工院校", "技校": "技工院校", "高职院校": "职业院校", "培训学校": "社会培训机构", "培训机构": "社会培训机构", "公司": "企业"},
)  # fmt: skip
AFFILIATION = choice(
    "affiliation",
    "中央",
    "省属",
    "市属",
    "县属",
    synonyms={
        "中央属": "中央",
        "部属": "中央",
        "省级": "省属",
        "市级": "市属",
        "县级": "县属",
        "区属": "县属",
    },
)
APPLICATION_KIND = choice("application_kind", "首次", "增项", synonyms={"首次申报": "首次", "新增": "增项"})
ASSOCIATION_LEVEL = choice("association_level", "全国", "省级", "市级", "县级", synonyms={"国家级": "全国"})
ASSOCIATION_SCOPE = choice(
    "association_scope", "综合性", "专业性", synonyms={"综合类": "综合性", "专业类": "专业性"}
)
SEX = choice("sex", "男", "女", synonyms={"男性": "男", "女性": "女"})
TENURE = choice(
    "tenure",
    "自有",
    "租赁",
    synonyms={
        "自有产权": "自有",
        "自有房产": "自有",
        "自购": "自有",
        "租用": "租赁",
        "承租": "租赁",
        "租借": "租赁",
    },
)
VENUE_USE = choice(
    "venue_use", "理论考场", "技能考场", "检测场地", "办公室", "保密室", "证书库", "档案室", "考务室", "候考室", "机房", "培训教室", "其他",
    synonyms={"理论知识考场": "理论考场", "实操考场": "技能考场", "实训场地": "技能考场", "技能操作考场": "技能考场"},
)  # fmt: skip
EQUIPMENT_USE = choice(
    "equipment_use",
    "考核",
    "检测",
    "监控",
    "办公",
    "其他",
    synonyms={"考核设备": "考核", "检测设备": "检测", "视频监控": "监控"},
)
INSPECTION_RESULT = choice("inspection_result", "合格", "基本合格", "不合格", "未检")
RECORD_SUBJECT = choice(
    "record_subject", "机构", "法定代表人", synonyms={"单位": "机构", "法人": "法定代表人"}
)
RECORD_FIELD = choice(
    "record_field", "培训评价", "其他",
    synonyms={
        **dict.fromkeys(("培训", "评价", "鉴定", "考核", "认定", "职业培训", "技能培训", "职业技能培训", "培训评价领域", "培训领域", "评价领域", "人才评价", "人才评价领域", "技能评价", "技能人才评价", "职业技能评价", "职业技能鉴定", "技能鉴定", "职业技能等级认定", "等级认定", "技能等级认定"), "培训评价"),
        **dict.fromkeys(("其他领域", "其它", "税务", "纳税", "环保", "消防", "安全生产", "劳动用工", "市场监管", "工商"), "其他"),
    },
)  # fmt: skip
STANDARD_KIND = choice(
    "standard_kind", "国家职业技能标准", "评价规范",
    synonyms={"国家标准": "国家职业技能标准", "国家职业标准": "国家职业技能标准", "行业企业评价规范": "评价规范", "职业技能等级评价规范": "评价规范"},
)  # fmt: skip
CONTRIBUTION_KIND = choice(
    "contribution_kind", "国家职业技能标准", "教学大纲", "培训教材", "行业企业规范", "题库", "卷库", "考试指南",
    synonyms={"教材": "培训教材", "国家职业标准": "国家职业技能标准", "试题库": "题库", "试卷库": "卷库", "大纲": "教学大纲", "评价规范": "行业企业规范"},
)  # fmt: skip

FILE = replace(TEXT, name="file", expected="文件路径，从项目文件夹算起，例如 附件/法人登记证书.pdf")

Text = Annotated[str, TEXT]
File = Annotated[str, FILE]
Name = Annotated[str, NAME]
YesNo = Annotated[bool, YES_NO]
Count = Annotated[int, COUNT]
Number = Annotated[Decimal, NUMBER]
Year = Annotated[int, YEAR]
Date = Annotated[PartialDate, DATE]
Day = Annotated[day, DAY]
Code = Annotated[OccupationCode, OCCUPATION_CODE]
Skill = Annotated[SkillLevel, SKILL_LEVEL]
LevelSet = Annotated[Levels, LEVELS]
MaybeDate = Annotated[PartialDate | Nil, or_nil(DATE)]
MaybeUscc = Annotated[Uscc | Nil, or_nil(USCC)]
MaybePhone = Annotated[Phones | Nil, or_nil(PHONES)]
MaybeEmail = Annotated[str, or_nil(EMAIL)]
MaybeMoney = Annotated[Money | Nil, or_nil(MONEY)]
MaybeEducation = Annotated[Education | Nil, or_nil(EDUCATION)]
MaybeGrade = Annotated[AssociationGrade | Nil, or_nil(ASSOCIATION_GRADE)]


class NilAsEmpty:
    """For a list: 无 reads as the empty list, and editors are told so."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: [] if value == NIL else value, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"const": str(NIL)}]}


Rows = Annotated[tuple[T, ...], NilAsEmpty()]
"""A list that is complete when it is there; 无 is the empty list."""

Maybe = Annotated[
    Annotated[Nil, Tag("«nil»")] | Annotated[T, Tag("«record»")],
    Discriminator(lambda value: "«nil»" if value == NIL else "«record»"),
]
"""A record, or 无."""

Files = dict[str, Annotated[tuple[File, ...], NilAsEmpty()]]
"""Evidence: paths by the kind of document, relative to the project's folder."""


def known(label: str, *synonyms: str, hint: str = "", alias: str | None = None) -> Any:
    """A field that may be unknown, with its Chinese label, other headers for it, and a hint for who fills it."""
    extra: Any = {"synonyms": list(synonyms)} if synonyms else None
    return Field(default=None, title=label, description=hint or None, alias=alias, json_schema_extra=extra)


class Part(BaseModel):
    """A part of the project file: frozen, and no key beside those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")
