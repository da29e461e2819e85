"""What web sites put around a document: taken off before its first and after its last sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ingest.clean.pieces import Piece
from ingest.records import Removed

_SITE, _LEGAL, _NAVIGATION, _TOOLS = (
    "文档分享网站附加文字",
    "网站版权与备案",
    "网站导航",
    "网页工具栏",
)
_SUFFIX = r"\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)"

# Lines that only a web site writes, with the reason given for leaving them out.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), reason)
    for pattern, reason in (
        # who uploaded what, when, how large
        (r"^上传(?:人|者|时间|用户)\s*[:：]|文档(?:编号|大小|格式|页数)\s*[:：]\s*\S+", _SITE),
        (r"^(?:页数|大小|格式|价格|下载积分|所需积分|浏览量?|评分|文件大小)\s*[:：]\s*\S{1,20}$", _SITE),
        # page thumbnails and counters
        (rf"{_SUFFIX}\s*_?\s*第\s*\d+\s*页$|^第\s*\d+\s*页\s*[/／,，]?\s*共\s*\d+\s*页$", _SITE),
        # reader prompts
        (r"^亲[,，!！~]|预览(?:完(?:了|毕)?|结束)|喜欢就下载|下载(?:后|即可)(?:可)?(?:查看|阅读|编辑)", _SITE),
        (r"^(?:点击|继续|展开|查看|在线|免费)?(?:阅读|查看|预览|下载)(?:全文|更多|原文|全部|资源|文档|本文)$", _SITE),
        (r"^还剩\s*\d+\s*页未读|^剩余\s*\d+\s*页|^(?:资源|文档)(?:描述|标签|简介|分类|目录)[:：]?$", _SITE),
        (r"^(?:相关|推荐|热门|最新)(?:资源|文档|搜索|推荐|文章|阅读|链接|信息|标签|新闻)[:：]?$|^猜你喜欢$", _SITE),
        (r"由(?:会员|用户|网友)\S{0,12}(?:分享|上传)|页珍藏版|(?:文库|文档网|豆丁|道客)\S{0,6}(?:搜索|下载)", _SITE),
        (r"^(?:下载|相关|举报|收藏|分享|点赞|评论)(?:\s+(?:下载|相关|举报|收藏|分享|点赞|评论))+$", _SITE),
        # where the text was taken from
        (r"法宝引证码|^原文链接\s*[:：]|^本文(?:链接|地址|网址)\s*[:：]|^https?://\S+$", "网页出处"),
        # legal lines
        (r"copyright|版权(?:所有|归)|all rights reserved|[©Ⓒ]\s*\d{4}", _LEGAL),
        (r"ICP\s*(?:备|证)|公网安备|经营许可证|网站(?:标识码|备案|声明|地图)|备案(?:号|序号)\s*[:：]", _LEGAL),
        (r"^(?:免责|版权|特别)?声明\s*[:：]\s*本(?:站|网)|如有侵权|侵权\S{0,6}(?:删除|联系)|未经\S{0,8}转载", _LEGAL),
        # where we are
        (r"^(?:您?(?:的|现在|当前|所在)*位置(?:是|为)?|您?(?:现)?在(?:的)?位置|您所在的位置)\s*[:：]", _NAVIGATION),
        (r"^首页\s*[>›»＞→/\-]|^(?:网站)?首页\s*[|｜]", _NAVIGATION),
        (r"^[<《【\[]?\s*(?:上|下)一(?:篇|条|页|则|个)\s*[】\]>]?\s*(?:[:：].*|没有了|无)?$", _NAVIGATION),
        (r"^(?:网站声明|联系我们|网站地图|返回首页|返回顶部|设为首页|加入收藏|无障碍(?:浏览|阅读)?|帮助)\s*[|｜]?$", _NAVIGATION),
        # tool bars
        (r"^[【\[(（]?\s*(?:字体|字号)\s*[】\])）]?\s*[:：]?\s*[【\[(（]?\s*(?:特大|大|加大|放大)?", _TOOLS),
        (r"^(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：]\s*\d*\s*次?$", _TOOLS),
        (r"^[【\[(（]?\s*(?:打印|关闭)(?:本页|此页|窗口|页面|正文|文章)?\s*[】\])）]?(?:\s*[|｜【\[]?\s*(?:打印|关闭|收藏)(?:本页|此页|窗口|页面)?\s*[】\]]?)*$", _TOOLS),
        (r"^分享(?:到|至|按钮)?\s*[:：]?(?:\s*(?:微信|微博|QQ空间|QQ|朋友圈|新浪微博))*$", _TOOLS),
        (r"扫(?:一扫|描).{0,12}(?:二维码|手机|微信|分享|打开)", _TOOLS),
    )
)  # fmt: skip
# Single words of tool bars: taken only in a row, or beside a line that a rule has taken.
_WORDS = frozenset(
    [
        "下载",
        "打印",
        "全屏",
        "收藏",
        "加大",
        "还原",
        "减小",
        "放大",
        "缩小",
        "大",
        "中",
        "小",
        "关闭",
        "分享",
        "举报",
        "相关",
        "复制",
        "纠错",
        "返回",
        "】",
        "【",
        "：",
        "|",
        "【字号：",
        "字号：",
        "【字体：",
        "微信",
        "微博",
        "首页",
        "登录",
        "注册",
        "搜索",
        "收起",
        "展开",
        "点赞",
        "评论",
    ]
)
# The imprint of a site: taken only beside a legal line.
_IMPRINT = re.compile(
    r"^(?:主办|承办|协办|维护|技术支持|主管|地址|电话|邮编|邮政编码|联系电话|传真|邮箱|值班电话|建议使用)"
    r"\S{0,6}\s*[:：]"
)
# After one of these, behind the last sentence, nothing of the document follows.
_END = re.compile(
    r"^(?:展开阅读全文|(?:相关|推荐|热门|最新)(?:资源|文档|搜索|推荐|文章|阅读|链接|信息)|猜你喜欢|资源标签"
    r"|上一[篇条]|下一[篇条]|分享(?:到|至)|(?:您?当前|您?现在的)?位置\s*[:：])"
)
# What is never navigation, however short: attachments, quoted titles, dates.
_KEPT = re.compile(rf"^附|《|{_SUFFIX}|\d+年|^[一二三四五六七八九十\d]+[、.．]|^[（(]")
# Formats in which people keep what a web site shows.
_CAPTURES = frozenset({"html", "mht", "md", "txt", "image"})
_SENTENCE_END = re.compile(r"[。；！？;!?：:]\s*[”’）)]?$")
_NUMBERED = re.compile(
    r"^(?:第.{1,4}[编章节条]|[一二三四五六七八九十]+、|[（(].{1,3}[)）]|\d+[、.．])"
)


def strip_boilerplate(pieces: list[Piece], form: str) -> tuple[list[Piece], list[Removed]]:
    """Pieces without site furniture, and what was taken.

    Nothing is taken between the first and the last sentence of the document. ``form`` is the file
    format: repeated titles are dropped only from captures, never from office files and pdf.
    """
    reasons = [_rule(piece) for piece in pieces]
    first, last = _body(pieces, reasons)
    taken: dict[int, str] = {}
    edges = [range(0, first), range(last + 1, len(pieces))]
    for edge in edges:
        taken |= {i: reasons[i] for i in edge if reasons[i]}
        taken |= _links(pieces, edge)
    taken |= _tail(pieces, edges[1])
    for edge in edges:
        taken |= _words(pieces, edge, taken)
        taken |= _imprint(pieces, edge, taken)
    if form in _CAPTURES:
        taken |= _repeated_titles(pieces, range(0, first), taken)
    kept = [piece for i, piece in enumerate(pieces) if i not in taken]
    removed = [Removed(pieces[i].text, taken[i], pieces[i].page) for i in sorted(taken)]
    return kept, removed


def _rule(piece: Piece) -> str:
    if piece.is_table or len(piece.text) > 200:
        return ""
    return next((reason for rule, reason in _RULES if rule.search(piece.text)), "")


def _body(pieces: list[Piece], reasons: list[str]) -> tuple[int, int]:
    """Indexes of the first and the last sentence; (all, -1) where there is none."""
    real = [i for i, piece in enumerate(pieces) if not reasons[i] and _is_sentence(piece)]
    return (real[0], real[-1]) if real else (len(pieces), -1)


def _is_sentence(piece: Piece) -> bool:
    if piece.is_table:
        return True
    text = piece.text
    if len(text) >= 15 and (_SENTENCE_END.search(text) or "。" in text):
        return True
    return len(text) >= 30 and ("，" in text or "," in text)


def _runs(indexes: Iterable[int], belongs: Callable[[int], bool]) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for i in indexes:
        if belongs(i):
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _links(pieces: list[Piece], edge: range) -> dict[int, str]:
    """Runs of short links are a menu; a single one may be an attachment."""

    def is_menu(i: int) -> bool:
        piece = pieces[i]
        short = piece.block.style == "link" and len(piece.text) <= 24
        return short and not _KEPT.search(piece.text)

    runs = _runs(edge, is_menu)
    return {i: _NAVIGATION for run in runs if len(run) >= 2 for i in run}


def _tail(pieces: list[Piece], edge: range) -> dict[int, str]:
    """Behind the last sentence: everything from the first unmistakable end mark on."""
    start = next((i for i in edge if _END.search(pieces[i].text)), None)
    if start is None:
        return {}
    return {
        i: _rule(pieces[i]) or _SITE
        for i in range(start, edge.stop)
        if not pieces[i].text.startswith("附件")
    }


def _words(pieces: list[Piece], edge: range, taken: dict[int, str]) -> dict[int, str]:
    runs = _runs(edge, lambda i: i in taken or pieces[i].text.strip() in _WORDS)
    return {i: taken.get(i, _TOOLS) for run in runs if len(run) >= 2 for i in run}


def _imprint(pieces: list[Piece], edge: range, taken: dict[int, str]) -> dict[int, str]:
    """Who runs the site and where: only beside a legal line that a rule has taken."""
    runs = _runs(edge, lambda i: i in taken or _IMPRINT.search(pieces[i].text) is not None)
    legal = [run for run in runs if any(taken.get(i) == _LEGAL for i in run)]
    return {i: taken.get(i, _LEGAL) for run in legal for i in run}


def _repeated_titles(pieces: list[Piece], edge: range, taken: dict[int, str]) -> dict[int, str]:
    """A capture repeats its title in the tab, the list and the page: the first plain one is kept."""
    places: dict[str, list[int]] = {}
    for i in edge:
        name = _title(pieces[i].text)
        if i in taken or pieces[i].is_table or len(name) < 6 or _NUMBERED.match(name):
            continue
        places.setdefault(name, []).append(i)
    found: dict[int, str] = {}
    for name, where in places.items():
        kept = next((i for i in where if "".join(pieces[i].text.split()) == name), where[0])
        found |= {i: "重复的标题" for i in where if i != kept}
    return found


def _title(text: str) -> str:
    return re.sub(rf"{_SUFFIX}$|[\s《》]", "", text, flags=re.I)
