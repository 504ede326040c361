"""attribute {name} of the object

A method names the attributes of its object with or without SELF. On the target SELF is a parameter, and an attribute one
of its fields.

```zh
对象的属性 {name}
方法中引用本对象的属性时可以省略 SELF；目标库中 SELF 是参数，属性是它的字段。
```
```notes
table | the query reads a table that is not given: if it has a column of that name, the column is meant | 查询所读的表未提供定义：若该表有同名的列，则指的是该列
```
```setup oracle
CREATE TABLE bill (qty NUMBER(4), code VARCHAR2(10));
CREATE TYPE t_item AS OBJECT (
  qty NUMBER(4), price NUMBER(8,2),
  MEMBER FUNCTION total RETURN NUMBER,
  MEMBER FUNCTION billed RETURN NUMBER,
  MEMBER PROCEDURE clear
);
/
```
```oracle
CREATE TYPE BODY t_item AS
  MEMBER FUNCTION total RETURN NUMBER IS
    price NUMBER := 2;
  BEGIN
    RETURN qty * SELF.price * price;
  END;
  MEMBER FUNCTION billed RETURN NUMBER IS
    n NUMBER;
  BEGIN
    SELECT SUM(qty * price) INTO n FROM bill;
    RETURN n;
  END;
  MEMBER PROCEDURE clear IS
  BEGIN
    qty := 0;
    SELECT COUNT(*) INTO price FROM bill;
  END;
END;
/
```
```postgres
CREATE SCHEMA IF NOT EXISTS t_item;
  CREATE OR REPLACE FUNCTION t_item.total(self t_item) RETURNS numeric AS $$
DECLARE
    price numeric := 2;
  BEGIN
    RETURN self.qty * SELF.price * price;
  END;
$$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION t_item.billed(self t_item) RETURNS numeric AS $$
DECLARE
    n numeric;
  BEGIN
    SELECT SUM(qty * self.price) INTO STRICT n FROM bill;
    RETURN n;
  END;
$$ LANGUAGE plpgsql;
  CREATE OR REPLACE PROCEDURE t_item.clear(INOUT self t_item) AS $$
  BEGIN
    self.qty := 0;
    SELECT COUNT(*) INTO STRICT self.price FROM bill;
  END;
$$ LANGUAGE plpgsql;

```
```then
INSERT INTO bill VALUES (1, 'a'), (4, 'b');
SELECT t_item.total(ROW(2, 3)::t_item), t_item.billed(ROW(2, 3)::t_item);
CALL t_item.clear(ROW(2, 3)::t_item)
```
```rows
(0,2.00)
```
```refused 42601
```
```quiet
CREATE FUNCTION total(qty NUMBER, price NUMBER) RETURN NUMBER IS
BEGIN
  RETURN qty * price;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.plsql_methods import is_chained, method
from dbmigrate.rules.procedural.plsql_names import has_column, is_column, path_of_name, whole_name
from dbmigrate.types.methods import SELF, is_attribute


@rule("PL156", source="oracle", severity=Severity.REFUSED, on=(ANY_CALL, COLUMN))
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found, Call) and is_chained(found):
        return None
    path = path_of_name(found)
    if not path or path[0] == SELF or not is_attribute(context.path, context.declared(path[0])):
        return None
    if len(path) > 1 and method(path, context) is not None:
        return None  # PL155
    guessed = is_column(found, context)
    if guessed and has_column(found, context):
        return None
    edit = (whole_name(found).before, "self.")
    values = {"name": ".".join(path)}
    if guessed:
        return Hit(replace=[edit], values=values, note="table", fix=Fix.REVIEW)
    return Hit(replace=[edit], values=values)
