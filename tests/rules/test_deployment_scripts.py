"""Scripts that deployment tools write for SQL Server, run on the server: what is there behind them.

What SQL Server does is told by the Transact-SQL Reference, "@@TRANCOUNT", "@@ERROR" and "SET NOEXEC".
"""

from __future__ import annotations

import pytest
from servers import TestDatabase

from dbmigrate.model import Issue
from dbmigrate.pipeline import Conversion, convert_sql

CHECK = """GO
IF @@ERROR <> 0 AND @@TRANCOUNT > 0 ROLLBACK TRANSACTION
GO
IF @@TRANCOUNT = 0 BEGIN INSERT INTO #tmpErrors (Error) SELECT 1 BEGIN TRANSACTION END
GO
"""
WITH_TABLE_OF_ERRORS = f"""
IF EXISTS (SELECT * FROM tempdb..sysobjects WHERE id = OBJECT_ID('tempdb..#tmpErrors')) DROP TABLE #tmpErrors
GO
CREATE TABLE #tmpErrors (Error int)
GO
SET XACT_ABORT ON
GO
BEGIN TRANSACTION
GO
CREATE TABLE [dbo].[Ward] ([WardId] int NOT NULL, [WardName] nvarchar(50) NULL)
{CHECK}
ALTER TABLE [dbo].[Ward] ADD CONSTRAINT [PK_Ward] PRIMARY KEY CLUSTERED ([WardId])
{CHECK}
INSERT INTO [dbo].[Ward] ([WardId], [WardName]) VALUES (1, N'内科')
{CHECK}
IF EXISTS (SELECT * FROM #tmpErrors) ROLLBACK TRANSACTION
GO
IF @@TRANCOUNT > 0 BEGIN
PRINT 'The database update succeeded'
COMMIT TRANSACTION
END
ELSE PRINT 'The database update failed'
GO
DROP TABLE #tmpErrors
GO
"""
WITH_NOEXEC = """
SET XACT_ABORT ON
GO
BEGIN TRANSACTION
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
CREATE TABLE [dbo].[Ward] ([WardId] int NOT NULL, [WardName] nvarchar(50) NULL)
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
COMMIT TRANSACTION
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
DECLARE @Success AS BIT
SET @Success = 1
SET NOEXEC OFF
IF (@Success = 1) PRINT 'The database update succeeded'
ELSE BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION
    PRINT 'The database update failed'
END
GO
"""
OF_VISUAL_STUDIO = """
:setvar __IsSqlCmdEnabled "True"
GO
IF N'$(__IsSqlCmdEnabled)' NOT LIKE N'True'
    BEGIN
        PRINT N'SQLCMD mode must be enabled to successfully execute this script.';
        SET NOEXEC ON;
    END
GO
IF (SELECT OBJECT_ID('tempdb..#tmpErrors')) IS NOT NULL DROP TABLE #tmpErrors
GO
CREATE TABLE #tmpErrors (Error int)
GO
BEGIN TRANSACTION
GO
CREATE TABLE [dbo].[Ward] ([WardId] int NOT NULL);
GO
IF @@ERROR <> 0
   AND @@TRANCOUNT > 0
    BEGIN
        ROLLBACK;
    END

IF OBJECT_ID(N'tempdb..#tmpErrors') IS NULL
    CREATE TABLE [#tmpErrors] (
        Error INT
    );

IF @@TRANCOUNT = 0
    BEGIN
        INSERT  INTO #tmpErrors (Error)
        VALUES                 (1);
        BEGIN TRANSACTION;
    END
GO
IF EXISTS (SELECT * FROM #tmpErrors) ROLLBACK TRANSACTION
GO
IF @@TRANCOUNT>0 BEGIN
PRINT N'The transacted portion of the database update succeeded.'
COMMIT TRANSACTION
END
ELSE PRINT N'The transacted portion of the database update failed.'
GO
"""
OF_THE_DESIGNER = """
BEGIN TRANSACTION
SET QUOTED_IDENTIFIER ON
COMMIT
BEGIN TRANSACTION
GO
CREATE TABLE dbo.Tmp_Ward
    (
    WardId int NOT NULL IDENTITY (1, 1),
    WardName nvarchar(60) NULL
    )  ON [PRIMARY]
GO
DECLARE @v sql_variant
SET @v = N'病区'
EXECUTE sp_addextendedproperty N'MS_Description', @v, N'SCHEMA', N'dbo', N'TABLE', N'Tmp_Ward', N'COLUMN', N'WardName'
GO
SET IDENTITY_INSERT dbo.Tmp_Ward ON
GO
IF EXISTS(SELECT * FROM dbo.Ward)
     EXEC('INSERT INTO dbo.Tmp_Ward (WardId, WardName)
        SELECT WardId, WardName FROM dbo.Ward WITH (HOLDLOCK TABLOCKX)')
GO
SET IDENTITY_INSERT dbo.Tmp_Ward OFF
GO
DROP TABLE dbo.Ward
GO
EXECUTE sp_rename N'dbo.Tmp_Ward', N'Ward', 'OBJECT'
GO
ALTER TABLE dbo.Ward ADD CONSTRAINT
    PK_Ward PRIMARY KEY CLUSTERED
    (
    WardId
    ) ON [PRIMARY]

GO
COMMIT
"""
STEP_BY_STEP = """
BEGIN TRANSACTION
GO
CREATE TABLE [dbo].[Ward] ([WardId] int NOT NULL)
GO
IF @@ERROR <> 0
   IF @@TRANCOUNT = 1 ROLLBACK TRANSACTION
GO
IF @@TRANCOUNT = 1
BEGIN
   PRINT 'the key'
   ALTER TABLE dbo.Ward ADD CONSTRAINT PK_Ward PRIMARY KEY (WardId)
   INSERT INTO dbo.Ward VALUES (3)
END
GO
IF @@TRANCOUNT = 1
   COMMIT TRANSACTION
GO
"""
WARD = "CREATE TABLE dbo.Ward (WardId int NOT NULL, WardName nvarchar(50) NULL)\nGO\n"


def ran(made: Conversion, database: TestDatabase) -> None:
    """psql's own commands are not for the server."""
    database.run("".join(line for line in made.text.splitlines(keepends=True) if not line.startswith("\\")))


def left(made: Conversion) -> list[Issue]:
    return [issue for issue in made.issues if issue.open]


@pytest.mark.server
@pytest.mark.parametrize(
    "script, rows", [(WITH_TABLE_OF_ERRORS, "1 | 内科"), (WITH_NOEXEC, ""), (OF_VISUAL_STUDIO, ""), (STEP_BY_STEP, "3")]
)
def test_everything_is_there(script: str, rows: str, database: TestDatabase) -> None:
    made = convert_sql(script, source="sqlserver")
    assert not left(made)
    ran(made, database)
    assert database.run("SELECT * FROM ward") == rows


@pytest.mark.server
def test_rows_numbers_and_descriptions_of_a_table_that_the_designer_rebuilds(database: TestDatabase) -> None:
    made = convert_sql(OF_THE_DESIGNER, source="sqlserver", schema=WARD)
    assert [i.code for i in left(made)] == ["DM209"], "the lock, which nobody needs who is alone"
    database.run("CREATE TABLE ward (wardid int NOT NULL, wardname varchar(50)); INSERT INTO ward VALUES (7, '外科')")
    ran(made, database)
    assert database.run("INSERT INTO ward (wardname) VALUES ('内科')", "SELECT * FROM ward") == "7 | 外科\n8 | 内科"
    assert database.run("SELECT col_description('ward'::regclass, 2)") == "病区"


def test_a_row_that_is_written_anyway_leaves_the_question_open() -> None:
    script = WITH_TABLE_OF_ERRORS.replace("SET XACT_ABORT ON", "INSERT INTO #tmpErrors (Error) SELECT 2")
    assert "IF EXISTS (SELECT * FROM #tmpErrors)" in script
    assert [i.code for i in left(convert_sql(script, source="sqlserver"))] == ["SE211", "SE207"]


def test_without_a_transaction_of_the_script_nothing_is_known() -> None:
    made = convert_sql("IF @@TRANCOUNT = 1 DROP TABLE Ward", source="sqlserver", schema=WARD)
    assert [i.code for i in left(made)] == ["SE211"]


def test_what_would_not_run_stays_a_question() -> None:
    script = "BEGIN TRAN\nGO\nCOMMIT\nGO\nIF @@TRANCOUNT = 1 DROP TABLE Ward\nGO"
    assert [i.code for i in left(convert_sql(script, source="sqlserver", schema=WARD))] == ["SE211"]
