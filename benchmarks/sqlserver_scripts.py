"""SQL Server scripts of invented tables, as Management Studio writes and vendors keep them: tables, data, routines."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from oracle_scripts import words
from vocabulary import Column, Table, tables, value

TYPES = {
    "key": "[int] IDENTITY(1,1) NOT NULL",
    "code": "[varchar](16) COLLATE Chinese_PRC_CI_AS NOT NULL",
    "name": "[nvarchar](20) NULL",
    "text": "[nvarchar](200) NULL",
    "note": "[nvarchar](max) NULL",
    "money": "[decimal](12, 2) NULL",
    "count": "[smallint] NULL",
    "flag": "[bit] NULL",
    "day": "[datetime] NULL",
    "moment": "[datetime] NULL",
}
OPTIONS = "WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, ALLOW_ROW_LOCKS = ON) ON [PRIMARY]"
ROUTINES = (
    """CREATE PROCEDURE [dbo].[usp_{name}_js]
  @dept varchar(16), @begin datetime, @end datetime, @count int OUTPUT
AS
/* {label}结算 */
BEGIN
  SET NOCOUNT ON
  DECLARE @total decimal(14,2), @id int, @costs decimal(12,2)
  SELECT @total = 0, @count = 0
  DECLARE c_rows CURSOR FOR
    SELECT a.{key}, ISNULL(a.{money}, 0)
      FROM {name} a WITH (NOLOCK) LEFT JOIN {other} b ON a.{code} = b.{ocode}
     WHERE a.{moment} >= @begin AND a.{moment} < DATEADD(day, 1, @end) AND a.{code} = @dept
  OPEN c_rows
  FETCH NEXT FROM c_rows INTO @id, @costs
  WHILE @@FETCH_STATUS = 0
  BEGIN
    SET @total = @total + @costs   -- 累计费用
    IF @costs > 1000
    BEGIN
      UPDATE {name} SET {flag} = 1, {moment} = GETDATE() WHERE {key} = @id
      SET @count = @count + @@ROWCOUNT
    END
    ELSE IF @costs = 0
      PRINT '无费用: ' + CONVERT(varchar(10), @id)
    FETCH NEXT FROM c_rows INTO @id, @costs
  END
  CLOSE c_rows
  DEALLOCATE c_rows
  IF @@ERROR <> 0
  BEGIN
    ROLLBACK TRAN
    SELECT 'F', '结算失败!'
    RETURN
  END
  INSERT INTO {other} ({ocode}, {omoney}, {omoment})
  VALUES (LEFT(@dept, 8), ROUND(@total, 2), CONVERT(char(8), GETDATE(), 112))
  SELECT 'T', @total
END
GO
""",
    """CREATE FUNCTION [dbo].[fn_{name}_hj] (@code varchar(16), @day datetime)
RETURNS decimal(14,2)
AS
BEGIN
  -- {label}合计
  DECLARE @sum decimal(14,2)
  SELECT @sum = SUM(CASE WHEN t.{flag} = 1 THEN t.{money} ELSE -t.{money} END)
    FROM dbo.{name} t
   WHERE t.{code} = @code AND DATEDIFF(day, t.{moment}, ISNULL(@day, GETDATE())) <= 30
  RETURN ISNULL(@sum, 0)
END
GO
""",
    """CREATE VIEW [dbo].[v_{name}]
AS
SELECT TOP 100 PERCENT t.{key}, t.{code}, t.{money}, CONVERT(varchar(10), t.{moment}, 120) AS bill_day,
       (SELECT COUNT(*) FROM {other} o WHERE o.{ocode} = t.{code}) AS others,   -- 关联数
       ROW_NUMBER() OVER (PARTITION BY t.{code} ORDER BY t.{moment} DESC) AS rn
  FROM {name} t
 WHERE ISNULL(t.{flag}, 0) <> 1 AND CHARINDEX('-', t.{code}) = 0
GO
""",
    """CREATE PROCEDURE [dbo].[usp_{name}_cx]
  @code varchar(16)
AS
  -- {label}查询
  SELECT {key}, {code}, SUM({money}) AS total INTO #hz FROM {name} WHERE {code} LIKE @code + '%' GROUP BY {key}, {code}
  UPDATE h SET total = h.total + o.{omoney} FROM #hz h INNER JOIN {other} o ON o.{okey} = h.{key}
  SELECT TOP 50 * FROM #hz ORDER BY total DESC
  DROP TABLE #hz
GO
""",
)


def table_scripts(seed: int) -> Iterator[str]:
    """CREATE TABLE with its options, defaults, an index and descriptions, batch by batch."""
    for table in tables(seed):
        name = table.name
        columns = ",\n".join(f"\t[{c.name}] {TYPES[c.kind]}" for c in table.columns)
        flag, key = table.first("flag"), table.key
        yield (
            f"/****** Object:  Table [dbo].[{name}]    Script Date: 2024/3/18 8:30:00 ******/\n"
            f"SET ANSI_NULLS ON\nGO\nSET QUOTED_IDENTIFIER ON\nGO\n"
            f"CREATE TABLE [dbo].[{name}](\n{columns},\n"
            f" CONSTRAINT [PK_{name}] PRIMARY KEY CLUSTERED \n(\n\t[{key}] ASC\n){OPTIONS}\n"
            f") ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]\nGO\n"
            f"ALTER TABLE [dbo].[{name}] ADD  CONSTRAINT [DF_{name}_{flag}]  DEFAULT ((0)) FOR [{flag}]\nGO\n"
            f"CREATE NONCLUSTERED INDEX [IX_{name}_1] ON [dbo].[{name}]\n"
            f"(\n\t[{table.first('code')}] ASC,\n\t[{table.first('moment')}] DESC\n){OPTIONS}\nGO\n"
            + "".join(description(table, c) for c in table.columns)
        )


def description(table: Table, column: Column) -> str:
    return (
        f"EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'{column.label}' , "
        f"@level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'{table.name}', "
        f"@level2type=N'COLUMN',@level2name=N'{column.name}'\nGO\n"
    )


def routine_scripts(seed: int) -> Iterator[str]:
    """Procedures, functions and views over neighbouring tables."""
    source = tables(seed)
    other = next(source)
    for number, table in enumerate(source):
        yield ROUTINES[number % len(ROUTINES)].format(**words(table, ""), **words(other, "o"))
        other = table


def data_scripts(seed: int, rows: int = 500) -> Iterator[str]:
    """INSERTs of literals, `rows` of them for each table, between SET IDENTITY_INSERT ON and OFF."""
    random = Random(seed)
    for table in tables(seed):
        yield f"SET IDENTITY_INSERT [dbo].[{table.name}] ON\nGO\n"
        names = ", ".join(f"[{c.name}]" for c in table.columns)
        for row in range(1, rows + 1):
            values = ", ".join(literal(c, row, random) for c in table.columns)
            yield f"INSERT [dbo].[{table.name}] ({names}) VALUES ({values})\n"
            if row % 100 == 0:
                yield "GO\n"
        yield f"SET IDENTITY_INSERT [dbo].[{table.name}] OFF\nGO\n"


def literal(column: Column, row: int, random: Random) -> str:
    if column.kind == "note" and random.random() < 0.5:
        return "NULL"
    text = value(column, row, random)
    if column.kind in ("key", "count", "flag"):
        return text
    if column.kind == "money":
        return f"CAST({text} AS Decimal(12, 2))"
    if column.kind in ("day", "moment"):
        day, _, clock = text.partition(" ")
        return f"CAST(N'{day}T{clock or '00:00:00'}.000' AS DateTime)"
    return f"N'{text}'"
