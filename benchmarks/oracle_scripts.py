"""Oracle scripts of invented tables, as PL/SQL Developer and SQL*Plus users ship them: tables, data, routines."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from vocabulary import Column, Table, tables, value

TYPES = {
    "key": "NUMBER(10)",
    "code": "VARCHAR2(16)",
    "name": "VARCHAR2(20)",
    "text": "VARCHAR2(200)",
    "note": "VARCHAR2(2000)",
    "money": "NUMBER(12,2)",
    "count": "NUMBER(6)",
    "flag": "CHAR(1) default '0'",
    "day": "DATE",
    "moment": "DATE default sysdate",
}
STORAGE = """tablespace TSP_HIS
  pctfree 10
  initrans 1
  maxtrans 255
  storage
  (
    initial 64K
    next 1M
    minextents 1
    maxextents unlimited
  )"""
ROUTINES = (
    """create or replace procedure P_{name}_SETTLE(p_dept in varchar2, p_begin in date, p_end in date,
  p_count out number) is
  /* {label}结算 */
  cursor c_rows is
    select a.{key}, nvl(a.{money}, 0) costs, decode(a.{flag}, '0', '未结', '1', '已结', '其他') state_name
      from {name} a, {other} b
     where a.{code} = b.{ocode}(+)
       and a.{moment} >= p_begin
       and a.{moment} < p_end + 1
       and a.{code} = p_dept
     order by a.{moment};
  v_total {name}.{money}%type := 0;
  v_state varchar2(20);
begin
  p_count := 0;
  for r in c_rows loop
    v_total := v_total + r.costs;   -- 累计费用
    if r.costs > 1000 and r.state_name <> '已结' then
      update {name} set {flag} = '1', {moment} = sysdate where {key} = r.{key};
      p_count := p_count + sql%rowcount;
    elsif r.costs = 0 then
      null;
    else
      begin
        select max({code}) into v_state from {other} where {okey} = r.{key} and rownum = 1;
      exception
        when no_data_found then
          v_state := '无';
      end;
    end if;
  end loop;
  if v_total < 0 then
    raise_application_error(-20001, '费用为负: ' || to_char(v_total, 'FM99990.00'));
  end if;
  insert into {other} ({okey}, {ocode}, {omoney}, {omoment})
  values (SEQ_{other}.nextval, substr(p_dept, 1, 8), round(v_total, 2), trunc(sysdate));
  commit;
exception
  when others then
    rollback;
    raise;
end P_{name}_SETTLE;
/
""",
    """create or replace function F_{name}_TOTAL(p_code varchar2, p_day date default null) return number is
  -- {label}合计
  v_sum number(14,2);
  v_day date := nvl(p_day, trunc(sysdate));
begin
  select sum(case when t.{flag} = '1' then t.{money} else -t.{money} end)
    into v_sum
    from {name} t
   where t.{code} = p_code
     and trunc(t.{moment}) between add_months(v_day, -1) and last_day(v_day);
  while v_sum > 100000 loop
    v_sum := v_sum - 100000;
    exit when mod(v_sum, 7) = 0;
  end loop;
  return nvl(v_sum, 0);
end;
/
""",
    """create or replace view V_{name} as
select t.{key}, t.{code}, t.{money}, to_char(t.{moment}, 'yyyy-mm-dd') as BILL_DAY,
       (select count(*) from {other} o where o.{ocode} = t.{code}) as OTHERS,   -- 关联数
       row_number() over (partition by t.{code} order by t.{moment} desc) as RN
  from {name} t
 where nvl(t.{flag}, '0') <> '9'
   and instr(t.{code}, '-') = 0;

""",
    """create or replace trigger TRG_{name}_BI
  before insert or update on {name}
  for each row
begin
  -- 序号
  if :new.{key} is null then
    select SEQ_{name}.nextval into :new.{key} from dual;
  end if;
  if updating and :old.{money} <> :new.{money} then
    :new.{moment} := sysdate;
  end if;
end;
/
""",
)


def table_scripts(seed: int) -> Iterator[str]:
    """CREATE TABLE with storage, comments, key and index, table by table."""
    for table in tables(seed):
        name = table.name
        columns = ",\n".join(definition(c) for c in table.columns)
        comments = "".join(f"comment on column {name}.{c.name.lower()}\n  is '{c.label}';\n" for c in table.columns)
        yield (
            f"prompt\nprompt Creating table {name}\nprompt {'=' * (15 + len(name))}\nprompt\n"
            f"create table {name}\n(\n{columns}\n)\n{STORAGE};\n"
            f"comment on table {name}\n  is '{table.label}';\n{comments}"
            f"create index IDX_{name}_1 on {name} ({table.first('code')}, {table.first('moment')})\n  {STORAGE};\n"
            f"alter table {name}\n  add constraint PK_{name} primary key ({table.key})\n  using index\n  {STORAGE};\n"
            f"create sequence SEQ_{name}\nminvalue 1\nmaxvalue 999999999\nstart with 1\nincrement by 1\ncache 20;\n\n"
        )


def definition(column: Column) -> str:
    ending = " not null" if column.kind in ("key", "code") else ""
    return f"  {column.name.lower():<16} {TYPES[column.kind]}{ending}"


def routine_scripts(seed: int) -> Iterator[str]:
    """Procedures, functions, views and triggers over neighbouring tables."""
    source = tables(seed)
    other = next(source)
    for number, table in enumerate(source):
        yield ROUTINES[number % len(ROUTINES)].format(**words(table, ""), **words(other, "o"))
        other = table


def words(table: Table, prefix: str) -> dict[str, str]:
    """What a routine's template needs to know of a table."""
    columns = {kind: table.first(kind).lower() for kind in ("key", "code", "money", "moment", "flag")}
    found = {"name": table.name, "label": table.label, **columns}
    if not prefix:
        return found
    return {"other": table.name, **{f"o{kind}": column for kind, column in columns.items()}}


def data_scripts(seed: int, rows: int = 500) -> Iterator[str]:
    """INSERTs of literals, `rows` of them for each table, with a COMMIT behind every 100."""
    random = Random(seed)
    for table in tables(seed):
        yield f"prompt Loading {table.name}...\n"
        names = ", ".join(c.name for c in table.columns)
        for row in range(1, rows + 1):
            values = ", ".join(literal(c, row, random) for c in table.columns)
            yield f"insert into {table.name} ({names})\nvalues ({values});\n"
            if row % 100 == 0:
                yield f"commit;\nprompt {row} records committed...\n"


def literal(column: Column, row: int, random: Random) -> str:
    if column.kind == "note" and random.random() < 0.5:
        return "null"
    text = value(column, row, random)
    if column.kind in ("key", "money", "count"):
        return text
    if column.kind in ("day", "moment"):
        day, _, clock = text.partition(" ")
        turned = "-".join(reversed(day.split("-")))
        return f"to_date('{turned} {clock or '00:00:00'}', 'dd-mm-yyyy hh24:mi:ss')"
    return f"'{text}'"
