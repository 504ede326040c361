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
    "no_issues": ("no issue found", "未发现问题"),
    "more": ("{count} more codes; `--format json` lists everything", "另有 {count} 个编号；--format json 列出全部"),
    "written": ("written to {path}; load it with {load}", "已写入 {path}；加载入口 {load}"),
    "next": (
        "`dbmigrate explain CODE` explains a code; `dbmigrate convert` writes the converted estate",
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
    "errors": ("Server errors", "服务器错误"),
    "unforetold": ("errors that no issue foretold: our miss", "没有问题预示的错误：本工具的疏漏"),
    "foretold": ("errors that an issue foretold", "已有问题预示的错误"),
    "statements": (
        "{loaded} of {total} statements loaded on {server}",
        "在 {server} 上加载了 {total} 条语句中的 {loaded} 条",
    ),
    "order_only": ("loads when tried again: only the order was wrong", "重试即可加载：仅顺序有误"),
    "consequence": ("because of {name}", "因 {name} 失败"),
}


def word(key: str, lang: str, **values: object) -> str:
    """The text for a key; an unknown key stands for itself (object kinds that the catalog may grow)."""
    english, chinese = WORDS.get(key, (key, key))
    text = chinese if lang == "zh" else english
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text
