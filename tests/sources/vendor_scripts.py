"""Two scripts as vendors ship them, invented, for mutation tests."""

ORACLE = """\
prompt PL/SQL Developer Export User Objects for user HIS@TEST
prompt Created by N on 2018年6月28日
set define off
spool his.log

prompt
prompt Creating table PAT_VISIT
prompt ========================
create table PAT_VISIT
(
  patient_id varchar2(10) not null, -- it's the key
  visit_no   number(4) default 1 not null,
  note       varchar2(200) default 'a;b'
)
tablespace HIS
  pctfree 10
  storage
  (
    initial 64K
  );
comment on table PAT_VISIT
  is '就诊;记录''引号''';
comment on column PAT_VISIT.note
  is q'[it's; a note]';
alter table PAT_VISIT
  add constraint PK_PAT_VISIT primary key (PATIENT_ID, VISIT_NO)
  using index ;

create or replace package pkg_visit is
  procedure admit(p_id in varchar2 default nvl('x', 'y'), p_date date);
  function visits(p_id varchar2) return number;
end pkg_visit;
/
create or replace package body pkg_visit is
  c_one constant number := 1; /* ; ' */
  procedure admit(p_id in varchar2 default nvl('x', 'y'), p_date date) is
    procedure note(p_text varchar2) is
    begin
      insert into visit_log values (p_text, sysdate);
    end note;
  begin
    if p_id is null then
      raise_application_error(-20001, '没有病人;');
    elsif p_date > sysdate then
      for r in (select case when visit_no > 1 then 'F' else 'R' end k from pat_visit) loop
        note(r.k);
      end loop;
    end if;
  end admit;
  function visits(p_id varchar2) return number is
    n number;
  begin
    select count(*) / 1
      into n
      from pat_visit where patient_id = p_id;
    return case n when 0 then null else n end;
  end;
begin
  null;
end pkg_visit;
/

insert into PAT_VISIT (PATIENT_ID, VISIT_NO, NOTE)
values ('0001', 1, '发热;咳嗽');
insert into PAT_VISIT (PATIENT_ID, VISIT_NO, NOTE)
values ('0002', -2.5, to_date('2018-01-01', 'yyyy-mm-dd'));
commit;
prompt 2 records loaded
create or replace trigger trg_visit before insert or update of note on pat_visit
for each row when (new.note is not null)
declare
  n number;
begin
  :new.note := trim(:new.note);
end;
/
exec pkg_visit.admit('1', sysdate)
spool off
"""

SQLSERVER = """\
USE [HIS]
GO
/****** Object:  Table [dbo].[BRXX]    Script Date: 2018/6/28 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[BRXX](
\t[id] [int] IDENTITY(1,1) NOT NULL,
\t[xm] [varchar](20) COLLATE Chinese_PRC_CI_AS NULL, -- it's
 CONSTRAINT [PK_BRXX] PRIMARY KEY CLUSTERED ([id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
INSERT [dbo].[BRXX] ([id], [xm]) VALUES (1, N'张;三')
INSERT [dbo].[BRXX] ([id], [xm]) VALUES (2, CAST(N'2018-01-01' AS DateTime))
INSERT [dbo].[BRXX] ([id], [xm]) VALUES (3, NULL)
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'姓名;GO', @level1type=N'TABLE', @level1name=N'BRXX'
go
IF NOT EXISTS (SELECT * FROM sysobjects WHERE name = 'ZYXX')
BEGIN
  CREATE TABLE ZYXX (id int, n money)
  INSERT INTO ZYXX SELECT id, 0 FROM BRXX
END
ELSE IF EXISTS (SELECT 1)
  ALTER TABLE ZYXX ADD bz varchar(10)
ELSE
  PRINT 'nothing'
DECLARE @n int
SELECT @n = CASE WHEN COUNT(*) > 1 THEN 1 ELSE 0 END FROM BRXX
SET @n = @n + 1
UPDATE BRXX SET xm = 'x' WHERE id = @n
DELETE FROM ZYXX WHERE id IN (SELECT id FROM BRXX)
/* outer /* inner
GO
*/ still outer */
MERGE ZYXX AS t USING BRXX AS s ON t.id = s.id
WHEN MATCHED THEN UPDATE SET n = 1
WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);
GO
CREATE PROCEDURE [dbo].[usp_br] @id int, @s varchar(max) = 'a
GO
b' AS
BEGIN
  BEGIN TRY
    SELECT * FROM BRXX WHERE id = @id
  END TRY
  BEGIN CATCH
    RAISERROR('错误;', 16, 1)
  END CATCH
END
GO 2
:setvar x 1
ALTER TABLE ZYXX WITH CHECK ADD CONSTRAINT FK_Z FOREIGN KEY (id) REFERENCES BRXX (id)
 ON DELETE SET NULL ON UPDATE CASCADE
ALTER TABLE ZYXX CHECK CONSTRAINT FK_Z
ALTER TABLE ZYXX NOCHECK CONSTRAINT ALL
DELETE FROM ZYXX
GRANT SELECT, INSERT, UPDATE ON BRXX TO his WITH GRANT OPTION
"""
