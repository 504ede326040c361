"""The words of reports in English and Chinese. One key, two languages; a test asks that both exist."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "native": ("native", "完全兼容"),
    "converted": ("converted", "语法转换"),
    "partial": ("partial", "部分兼容"),
    "incompatible": ("incompatible", "不兼容"),
    "unassessed": ("unassessed", "未能评估"),
    "ignored": ("ignored", "忽略"),
    "refused": ("refused", "拒绝执行"),
    "differs": ("differs", "结果不同"),
    "slower": ("slower", "变慢"),
    "note": ("note", "提示"),
    "safe": ("safe", "自动改写"),
    "review": ("review", "需复核"),
    "none": ("by hand", "需人工"),
    "verdict": ("Verdict", "判定"),
    "units": ("Units", "单元"),
    "lines": ("Lines", "行数"),
    "share": ("Share", "占比"),
    "issues": ("Issues", "问题"),
    "code": ("Code", "编号"),
    "severity": ("Severity", "严重度"),
    "fix": ("Fix", "处理"),
    "count": ("Places", "处数"),
    "what": ("What was found", "内容"),
    "first": ("First place", "首处"),
    "files": ("Files", "文件"),
    "file": ("File", "文件"),
    "type": ("types", "类型"),
    "objects": ("Defined in the estate", "所定义的对象"),
    "target": ("target", "目标"),
    "source": ("source", "源库"),
    "source-charset": ("source character set", "源库字符集"),
    "length-semantics": ("length semantics", "长度语义"),
    "oracle-integer": ("Oracle's INTEGER, INT, SMALLINT", "Oracle 的 INTEGER、INT、SMALLINT"),
    "assumed": ("not given, {value} assumed", "未指定，按 {value} 处理"),
    "given": ("{value}", "{value}"),
    "read": ("{count} files read: {kinds}", "读取 {count} 个文件：{kinds}"),
    "unread": (
        "{count} files hold SQL that is not read yet and are not assessed: {kinds}",
        "{count} 个文件含有尚不能读取的 SQL，未能评估：{kinds}",
    ),
    "unreadable": ("{count} files could not be read", "{count} 个文件无法读取"),
    "rates": (
        "{done} of {units} units need nothing or a safe edit ({rate} of units, {line_rate} of lines); "
        "{differs} open issues answer differently in silence; {unread} files not assessed",
        "{units} 个单元中 {done} 个无需改动或可自动改写（占单元 {rate}，占行数 {line_rate}）；"
        "{differs} 处未处理问题会静默地给出不同结果；{unread} 个文件未评估",
    ),
    "no_open": ("No open issue.", "没有未处理的问题。"),
    "baseline": (
        "beside the baseline: {new} new open issues, {known} known, {gone} gone",
        "与基线相比：未处理问题新增 {new} 处，已知 {known} 处，消失 {gone} 处",
    ),
    "baseline.written": (
        "{count} issues frozen in {path}; `dbmigrate scan --baseline {path}` counts only what is new",
        "已将 {count} 处问题冻结到 {path}；dbmigrate scan --baseline {path} 只计新增",
    ),
    "github.more": ("{count} more issues are in the summary", "另有 {count} 处问题见汇总"),
    "junit.unread": ("holds SQL in a form that is not read yet", "含 SQL，但此格式尚不能读取"),
    "junit.unreadable": ("could not be read as text", "无法按文本读取"),
    "unchanged": (
        "{count} files did not change and name nothing that did: not looked at",
        "{count} 个文件未变更且未引用变更对象：已跳过",
    ),
    "no_issues": ("no issue found", "未发现问题"),
    "more": (
        "{count} more codes; -v lists all of them and each open place",
        "另有 {count} 个编号；-v 列出全部编号与每处未处理问题",
    ),
    "open_places": ("{count} open issues", "{count} 处未处理问题"),
    "wrote": ("written: {paths}", "已写入：{paths}"),
    "diff.found": (
        "{files} files differ in {edits} places; {open} issues are to review",
        "{files} 个文件共 {edits} 处改动；{open} 处问题需复核",
    ),
    "stage.files": ("{done} of {total} files", "{done}/{total} 个文件"),
    "written": ("written to {path}; load it with {load}", "已写入 {path}；加载入口 {load}"),
    "next": (
        "`dbmigrate explain CODE` explains a code; `dbmigrate convert` writes the result",
        "dbmigrate explain 编号 查看说明；dbmigrate convert 输出转换结果",
    ),
    "stage.catalog": ("reading definitions", "读取定义"),
    "stage.convert": ("applying rules", "应用规则"),
    "stage.load": ("loading", "加载"),
    "title.en": ("English", "英文"),
    "example": ("Example", "示例"),
    "on_target": ("On the target", "目标库"),
    "rows": ("Rows", "结果行"),
    "sources": ("Sources", "源库"),
    "unless": ("Not needed where the target has", "目标库具备此能力时不需要"),
    "rule": ("Rule", "规则"),
    "table": ("tables", "表"),
    "column": ("columns", "列"),
    "view": ("views", "视图"),
    "sequence": ("sequences", "序列"),
    "routine": ("routines", "例程"),
    "trigger": ("triggers", "触发器"),
    "synonym": ("synonyms", "同义词"),
    "alias type": ("alias types", "别名类型"),
    "rung": ("Reached", "到达阶段"),
    "rung.read": ("read", "已读取"),
    "parsed": ("parsed", "已解析"),
    "loaded": ("loaded", "已加载"),
    "body-checked": ("body checked", "过程体已检查"),
    "not checkable here": ("not checkable here", "此处无法检查"),
    "lack.check": ("the server has no plpgsql_check", "服务器未安装 plpgsql_check"),
    "lack.icu": ("the server has no ICU", "服务器不支持 ICU"),
    "lack.xml": ("the server has no XML", "服务器不支持 XML"),
    "lack.crypto": ("the server has no pgcrypto", "服务器未安装 pgcrypto"),
    "lack.orafce": ("the server has no orafce", "服务器未安装 orafce"),
    "lack.pg15": ("the server is not PostgreSQL 15", "服务器不是 PostgreSQL 15"),
    "lack.not a PL/pgSQL body, or replaced by a later one": (
        "not a PL/pgSQL body, or replaced by a later one",
        "不是 PL/pgSQL 过程体，或已被后面的定义取代",
    ),
    "lack.uses a temporary table that it creates": (
        "uses a temporary table that it creates",
        "使用了自身建立的临时表",
    ),
    "errors": ("Server errors", "服务器错误"),
    "unforetold": ("errors that no issue foretold: our miss", "未被任何问题提前指出的错误：本工具的疏漏"),
    "foretold": ("errors that an issue foretold", "已由问题提前指出的错误"),
    "statements": (
        "{loaded} of {total} statements loaded on {server}",
        "在 {server} 上加载了 {total} 条语句中的 {loaded} 条",
    ),
    "order_only": ("loads when tried again: only the order was wrong", "重试即可加载：仅顺序有误"),
    "kind.table": ("table", "表"),
    "kind.view": ("view", "视图"),
    "kind.materialized view": ("materialized view", "物化视图"),
    "kind.index": ("index", "索引"),
    "kind.procedure": ("procedure", "存储过程"),
    "kind.function": ("function", "函数"),
    "kind.trigger": ("trigger", "触发器"),
    "kind.package": ("package", "包"),
    "kind.package body": ("package body", "包体"),
    "kind.package specification": ("package specification", "包声明"),
    "kind.type": ("type", "类型"),
    "kind.type body": ("type body", "类型体"),
    "kind.sequence": ("sequence", "序列"),
    "kind.synonym": ("synonym", "同义词"),
    "kind.database link": ("database link", "数据库链接"),
    "kind.data": ("data", "数据"),
    "kind.insert": ("insert", "插入"),
    "kind.update": ("update", "更新"),
    "kind.delete": ("delete", "删除"),
    "kind.merge": ("merge", "合并"),
    "kind.select": ("select", "查询"),
    "kind.alter table": ("alter table", "修改表"),
    "kind.comment": ("comment", "注释"),
    "kind.extended property": ("extended property", "扩展属性"),
    "kind.grant": ("grant", "授权"),
    "kind.block": ("block", "匿名块"),
    "kind.anonymous block": ("anonymous block", "匿名块"),
    "kind.batch": ("batch", "批处理"),
    "kind.execute": ("execute", "执行"),
    "kind.if": ("if", "条件语句"),
    "kind.drop": ("drop", "删除对象"),
    "kind.schema": ("schema", "模式"),
    "kind.user": ("user", "用户"),
    "kind.database": ("database", "数据库"),
    "kind.statement": ("statement", "语句"),
    "kind.directive": ("directive", "脚本指令"),
    "kind.constraint": ("constraint", "约束"),
    "kind.alter": ("alter", "修改"),
    "kind.begin": ("begin", "语句块"),
    "kind.declare": ("declare", "声明"),
    "kind.alter database": ("alter database", "修改数据库"),
    "kind.partition function": ("partition function", "分区函数"),
    "kind.partition scheme": ("partition scheme", "分区方案"),
    "kind.rule": ("rule", "规则"),
    "kind.default": ("default", "默认值"),
    "kind.role": ("role", "角色"),
    "kind.alter role": ("alter role", "修改角色"),
    "kind.xml index": ("xml index", "XML 索引"),
    "kind.drop index": ("drop index", "删除索引"),
    "kind.alter trigger": ("alter trigger", "修改触发器"),
    "kind.revoke": ("revoke", "收回权限"),
    "kind.deny": ("deny", "拒绝权限"),
    "kind.repeated batch": ("repeated batch", "重复批处理"),
    "kind.truncate": ("truncate", "清空表"),
    "kind.drop table": ("drop table", "删除表"),
    "rung.converted": ("converted", "已转换"),
    "simple": ("simple", "简单"),
    "medium": ("medium", "中等"),
    "complex": ("complex", "复杂"),
    "very complex": ("very complex", "很复杂"),
    "targets.nearest": (
        "nearest: {target} (by units left to a person, then silent differences, then open issues: {order})",
        "最接近：{target}（依次按需人工的单元、静默差异、未处理问题比较：{order}）",
    ),
    "targets.alike": ("the targets are equally near", "各目标库同样接近"),
    "targets.rate": ("units done", "单元完成率"),
    "targets.line_rate": ("lines done", "行完成率"),
    "targets.open": ("open: {severity}", "未处理：{severity}"),
    "probe.product": ("{kind} {version}, mode {mode}", "{kind} {version}，模式 {mode}"),
    "probe.plain": ("{kind} {version}", "{kind} {version}"),
    "probe.extends": ("stands on the pack {spec}", "以 {spec} 的资料为基础"),
    "probe.asked": (
        "{asked} capabilities asked, {changed} answered otherwise than the pack says",
        "查询了 {asked} 项能力，其中 {changed} 项与资料不符",
    ),
    "probe.catalogue": (
        "functions: {more} beside those of the pack, {less} of them absent; types: {types} spelled otherwise, "
        "{without} absent; {words} words need quotes beside the pack's; extensions in the database: {extensions}",
        "函数：比资料多 {more} 个，少 {less} 个；类型：{types} 种写法不同，缺 {without} 种；另有 {words} 个词需加引号；"
        "库中的扩展：{extensions}",
    ),
    "probe.nothing": ("none", "无"),
    "probe.setting": ("Setting", "设置"),
    "probe.value": ("Value", "值"),
    "probe.capability": ("Capability", "能力"),
    "probe.pack": ("Pack", "资料"),
    "probe.server": ("Server", "服务器"),
    "probe.written": ("written to {path}; use it with --to {path}", "已写入 {path}；用 --to {path} 使用"),
    "probe.unwritten": (
        "nothing written: -o FILE.toml writes a pack for --to",
        "未写文件：-o 文件.toml 写出供 --to 使用的资料",
    ),
    "probe.relative": (
        "{kind} is a relative of {family}: all that was not asked is inherited from it and nobody has shown it",
        "{kind} 源于 {family}：未查询到的内容均继承自它，未经证实",
    ),
    "probe.mode": (
        "no facts about mode {mode}: the pack stands on {base} alone",
        "没有关于模式 {mode} 的资料：仅以 {base} 为基础",
    ),
    "probe.version": (
        "no facts about version {version}: those of {known} are taken",
        "没有关于版本 {version} 的资料：采用 {known} 的资料",
    ),
    "probe.unanswered": ("the server would not tell: {what}", "服务器未回答：{what}"),
    "probe.more": ("{count} more in the file", "另有 {count} 项见文件"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "unknown": ("unknown", "未知"),
    "consequence": ("because of {name}", "因 {name} 失败"),
}


def word(key: str, lang: str, **values: object) -> str:
    """The text for a key; an unknown key stands for itself (object kinds that the catalog may grow)."""
    english, chinese = WORDS.get(key, (key, key))
    text = chinese if lang == "zh" else english
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def rung_word(rung: str, lang: str) -> str:
    """How far a unit came, and why no further: `not checkable here: check`."""
    reached, _, reasons = rung.partition(": ")
    shown = word("rung.read" if reached == "read" else reached, lang)
    lacking = [one for reason in reasons.split("; ") for one in lacks(reason) if one]
    sign = "；" if lang == "zh" else "; "
    return shown + ("：" if lang == "zh" else ": ") * bool(lacking) + sign.join(
        word(f"lack.{one}", lang).removeprefix("lack.") for one in lacking
    )


def lacks(reason: str) -> list[str]:
    """Abilities are listed with commas; a sentence may hold one."""
    return [reason] if f"lack.{reason}" in WORDS else reason.split(", ")


def kind_word(kind: str, lang: str) -> str:
    """A unit's kind; one without a word stands for itself."""
    return word(f"kind.{kind}", lang).removeprefix("kind.")
