"""AT TIME ZONE '{zone}'

SQL Server takes the names of Windows for time zones, and its result is always a time with its offset. PostgreSQL takes the
names of the IANA and gives a time with time zone for one without, and a local time for one with.

```zh
时区转换 AT TIME ZONE '{zone}'
SQL Server 使用 Windows 时区名，结果总是带偏移的时间。PostgreSQL 使用 IANA 时区名：不带时区的时间变为带时区，带时区的时间变为当地时间。
```
```notes
zone | the name of the zone is not known here | 未知的时区名
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, at DATETIME);
INSERT INTO visit VALUES (1, '2020-01-02 16:00:00');
```
```sqlserver
SELECT CAST(v.at AT TIME ZONE 'UTC' AT TIME ZONE 'China Standard Time' AS DATETIME) FROM visit v
```
```postgres
-- dbmigrate FN442 1: AT TIME ZONE 'UTC'
SELECT CAST(v.at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai' AS timestamp(3)) FROM visit v
```
```rows
2020-01-03 00:00:00
```
```refused 22023
```
```quiet
SELECT v.at AT TIME ZONE 'UTC' FROM visit v
```
"""

from typing import Final

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Node

# sys.time_zone_info and the Unicode CLDR's windowsZones.
ZONES: Final = {
    "UTC": "UTC", "CHINA STANDARD TIME": "Asia/Shanghai", "TAIPEI STANDARD TIME": "Asia/Taipei",
    "TOKYO STANDARD TIME": "Asia/Tokyo", "KOREA STANDARD TIME": "Asia/Seoul", "SINGAPORE STANDARD TIME": "Asia/Singapore",
    "INDIA STANDARD TIME": "Asia/Kolkata", "RUSSIAN STANDARD TIME": "Europe/Moscow", "GMT STANDARD TIME": "Europe/London",
    "W. EUROPE STANDARD TIME": "Europe/Berlin", "ROMANCE STANDARD TIME": "Europe/Paris",
    "EASTERN STANDARD TIME": "America/New_York", "CENTRAL STANDARD TIME": "America/Chicago",
    "MOUNTAIN STANDARD TIME": "America/Denver", "PACIFIC STANDARD TIME": "America/Los_Angeles",
    "AUS EASTERN STANDARD TIME": "Australia/Sydney", "TONGA STANDARD TIME": "Pacific/Tongatapu",
}  # fmt: skip


@rule("FN442", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    words = lexed.words
    places = [k for k in range(part.first, part.last - 2) if words[k : k + 3] == ["AT", "TIME", "ZONE"]]
    named = [k + 3 for k in places if lexed.is_string(k + 3)]
    if not places:
        return None
    names = [lexed.tokens[k].text for k in named]
    zones = [ZONES.get(name.upper()) for name in names]
    values = {"zone": names[0] if names else "?"}
    at = Part(places[0], places[0] + 2)
    if None in zones or len(named) < len(places):
        return Hit(values=values, note="zone", fix=Fix.NONE, at=at)
    new = [(Part(k, k), literal(zone or "")) for k, zone, name in zip(named, zones, names, strict=True) if zone != name]
    return Hit(replace=new, values=values, at=at) if new else None
