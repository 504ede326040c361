"""Invented hospital tables for generated estates: names, columns with their kinds, Chinese labels, literal values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SUBJECTS = (
    ("PAT_VISIT", "住院就诊"),
    ("OUTP_ORDERS", "门诊医嘱"),
    ("INP_BILL_DETAIL", "住院费用明细"),
    ("DRUG_STOCK", "药品库存"),
    ("LAB_RESULT", "检验结果"),
    ("EXAM_REPORT", "检查报告"),
    ("ZY_BRRY", "住院病人"),
    ("SF_BRXXK", "收费病人信息"),
    ("BED_REC", "床位记录"),
    ("NURSE_RECORD", "护理记录"),
)
FIELDS = (
    ("PATIENT_ID", "code", "病人标识"),
    ("VISIT_NO", "count", "就诊次数"),
    ("XM", "name", "姓名"),
    ("DEPT_CODE", "code", "科室代码"),
    ("ITEM_NAME", "text", "项目名称"),
    ("SPEC", "text", "规格"),
    ("AMOUNT", "count", "数量"),
    ("PRICE", "money", "单价"),
    ("COSTS", "money", "应收费用"),
    ("BILLING_DATE", "moment", "计费时间"),
    ("ADMISSION_DATE", "day", "入院日期"),
    ("STATUS", "flag", "状态"),
    ("OPERATOR", "name", "操作员"),
    ("PY_CODE", "code", "拼音码"),
    ("MEMO", "note", "备注"),
    ("IS_VALID", "flag", "有效标志"),
    ("DIAGNOSIS", "text", "诊断"),
    ("DOCTOR_CODE", "code", "医生代码"),
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
PHRASES = (
    "阿莫西林胶囊",
    "0.9%氯化钠注射液",
    "血常规(五分类)",
    "二级护理; 每日",
    "胸部CT平扫 -- 复查",
    "病人自诉''头晕''三天",
    "床位费/天",
    "头孢克肟片 50mg*12",
)


@dataclass(frozen=True)
class Column:
    """A column with its kind: key, code, name, text, note, money, count, flag, day or moment."""

    name: str
    kind: str
    label: str


@dataclass(frozen=True)
class Table:
    """An invented table; its first column is the key."""

    name: str
    label: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        return self.columns[0].name

    def first(self, *kinds: str) -> str:
        """The first column of one of these kinds. Every table has a code, a money, a moment and a flag column."""
        return next(c.name for c in self.columns if c.kind in kinds)


def tables(seed: int) -> Iterator[Table]:
    """Tables without end, the same ones for the same seed."""
    random = Random(seed)
    number = 0
    while True:
        number += 1
        subject, label = SUBJECTS[random.randrange(len(SUBJECTS))]
        must = [f for f in FIELDS if f[0] in ("DEPT_CODE", "COSTS", "BILLING_DATE", "STATUS")]
        chosen = {f[0] for f in must + random.sample(FIELDS, random.randrange(4, 12))}
        columns = [Column(f"{subject.split('_')[0]}_ID", "key", "序号")]
        columns += [Column(*field) for field in FIELDS if field[0] in chosen]
        yield Table(f"{subject}_{number:04d}", f"{label}{number}", tuple(columns))


def person(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN)


def value(column: Column, row: int, random: Random) -> str:
    """The value's text without quotes; dates as 2024-03-18 08:30:00."""
    kind = column.kind
    if kind == "key":
        return str(row)
    if kind == "code":
        return f"{random.randrange(10**6):06d}"
    if kind == "name":
        return person(random)
    if kind in ("text", "note"):
        return random.choice(PHRASES)
    if kind == "money":
        return f"{random.randrange(10**6) / 100:.2f}"
    if kind == "count":
        return str(random.randrange(1, 200))
    if kind == "flag":
        return str(random.randrange(2))
    day = f"20{random.randrange(10, 25)}-{random.randrange(1, 13):02d}-{random.randrange(1, 29):02d}"
    return day if kind == "day" else f"{day} {random.randrange(24):02d}:{random.randrange(60):02d}:00"
