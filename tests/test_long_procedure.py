"""A procedure of 2,000 lines with habits of hospital code: nothing is lost, and it runs."""

from __future__ import annotations

from functools import cache

import pytest
from servers import TestDatabase

import dbmigrate
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.packs import load_target
from dbmigrate.pipeline import Conversion

SCHEMA = """CREATE TABLE fee (id INT IDENTITY(1,1) PRIMARY KEY, patid VARCHAR(12) NOT NULL, item VARCHAR(12),
  je NUMERIC(12,2), zt CHAR(1) DEFAULT '0', memo VARCHAR(100))
GO
CREATE TABLE fee_log (id INT IDENTITY(1,1), step INT, what VARCHAR(100), n INT)
GO
"""
HEAD = """SET QUOTED_IDENTIFIER OFF
GO
CREATE PROC usp_long @patid varchar(12),@lx smallint,@total numeric(14,2) output
as
set nocount on
declare @step int,@cnt int,@n int,@xm varchar(40),@je numeric(12,2),@sql varchar(500)
select @total=0
begin tran
"""
STEP = """
-- step {k}: 第{k}步
select @step={k},@cnt=0
if @lx={k}%3 begin
  select @xm=item,@je=isnull(je,0) from fee (nolock) where patid=@patid and id={k}
  if @@rowcount=0
    select @xm="none{k}",@je=0
  else if @je<0 begin
    update fee set je=-je,memo=isnull(memo,"")+"/{k}" where patid=@patid and id={k}
    if @@error<>0 begin
      rollback tran
      select "F","step {k} failed"
      return -{k}
    end
    set @cnt=@cnt+1
  end
  insert into fee_log(step,what,n) values({k},@xm+"-"+convert(varchar(10),@step),@cnt)
  if @@error<>0 goto err
end else begin
  create table #t{k}(id int,item varchar(12),je numeric(12,2))
  insert #t{k} select id,item,je from fee with(nolock) where patid=@patid and je>{k}
  select @n=@@rowcount
  declare c{k} cursor local fast_forward for select item,je from #t{k} order by id
  open c{k}
  fetch next from c{k} into @xm,@je
  while @@fetch_status=0 begin
    select @total=@total+@je,@cnt=@cnt+1
    if @cnt>{k} break
    fetch next from c{k} into @xm,@je
  end
  close c{k} deallocate c{k}
  select @sql="update fee set zt='1' where patid='"+@patid+"' and id="+convert(varchar(10),{k})
  exec(@sql)
  if exists(select 1 from #t{k} where je>100) print "large {k}"
  drop table #t{k}
end
"""
TAIL = """
commit tran
select "T",convert(varchar(20),@total)
return 0
err:
rollback tran
select "F","log failed"
return -1
GO
"""
STEPS = 56


@cache
def converted(steps: int) -> Conversion:
    body = "".join(STEP.replace("{k}", str(k)) for k in range(1, steps + 1))
    return dbmigrate.convert_sql(SCHEMA + HEAD + body + TAIL, source="sqlserver")


def test_nothing_is_lost() -> None:
    made = converted(STEPS)
    assert made.text.count("\n") > 2000
    assert not [i for i in made.issues if i.code in ("PL001", "PL002", "PL003") or i.code.startswith("XX")]
    for k in range(1, STEPS + 1):
        for text in (f"step {k}: ", f"'none{k}'", f"'/{k}'", f"'step {k} failed'", f"status := -{k};", f"'large {k}'"):
            assert text in made.text
    for statement, count in {"fetch next from": 2, "close c": 1, "insert into fee_log": 1, "drop table": 1}.items():
        assert made.text.lower().count(statement) == count * STEPS
    assert made.text.count("EXECUTE dbmigrate.executed") == STEPS


@pytest.mark.server
def test_it_runs(database: TestDatabase) -> None:
    made = converted(STEPS)
    database.run(runtime_script(load_target("postgres@15"), made.helpers), made.text)
    database.run(
        "INSERT INTO fee (patid, item, je)"
        " SELECT 'P', 'i' || g, CASE g WHEN 6 THEN -60 ELSE g * 10 END FROM generate_series(1, 40) g"
    )
    said = database.run("CALL usp_long('P', 0::smallint, NULL, NULL, NULL)")
    assert said.split(" | ")[0] == f"{total(0)}.00" and said.endswith(" | 0")
    kept = "SELECT count(*), sum(n), max(what) FROM fee_log WHERE what LIKE '%none%' OR n > 0"
    assert database.run(kept) == "6 | 1 | none54-54"
    assert database.run("SELECT count(*) FROM fee WHERE zt = '1'") == "27"
    assert database.run("SELECT je, memo FROM fee WHERE id = 6") == "60.00 | /6"


def total(kind: int) -> int:
    """What the cursors of the steps of other kinds add up: fees above k, in order, until more than k are read."""
    fees = [g * 10 for g in range(1, 41) if g != 6]
    found = sum(sum([f for f in fees if f > k][: k + 1]) for k in range(1, 6) if k % 3 != kind)
    fees = [g * 10 for g in range(1, 41)]  # step 6 has turned its fee
    return found + sum(sum([f for f in fees if f > k][: k + 1]) for k in range(6, STEPS + 1) if k % 3 != kind)
