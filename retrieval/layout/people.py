"""Who wrote or spoke: bylines, and the speaker of an address."""

import re

import rjieba

from retrieval.words import fold

# Single surnames, the common ones first (the order of the Ministry of Public Security's yearly report on names).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪范廖石"
    "金贾韦夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井"
    "祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公进"
)
_COMPOUND_SURNAME = re.compile(
    "欧阳|上官|司马|司徒|东方|独孤|南宫|夏侯|诸葛|尉迟|皇甫|澹台|公孙|慕容|令狐|宇文|长孙|端木"
)
_NO_NAME = re.compile(r"(?:全文|未)?完(?:待续)?|待续|下转.*|上接.*|谢谢.*|特此.*|此致|敬礼|(.)\1+")

_WRITER = (
    r"(?:本报|本刊|本网|本台|新华社|中新社|[\u4e00-\u9fff]{2,6}[报社网台])?"
    r"(?:特约|见习|实习|首席|驻站|全媒体|融媒体)*(?:记者|通讯员|作者)"
)
_TASK = r"(?:文/图|图/文|文|图|摄影?|撰稿人?|撰文|评论员|报道|供稿|整理|采写)"
_ROLES = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{_WRITER}(?:[:/]|\s+|(?=[\u4e00-\u9fff]))|{_TASK}(?:[:/]|\s+(?=\S\S)))|[\s/](?:{_TASK}|{_WRITER})\Z"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
_WRITER_FIELD = re.compile(
    r"(?:作者|记者|撰稿)\s*[:/]\s*[\u4e00-\u9fff·]{2,12}(?:[、\s]+[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff:]))*"
)
_BETWEEN_NAMES = re.compile(r"[、,，/／;；|()（）]+")
_PLACE_END = re.compile("[省市县区州镇乡村路街园厂社局部委办处科院校所站会]\\Z")
_LONGEST_BYLINE = 40
_SENTENCE_END = re.compile(r"[。!?…][”’」』)》]*")

_OFFICE = (
    r"(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主席|主任|书记|局长|厅长|院长|校长|部长|行长|会长|理事长|董事长|总经理|"
    r"总裁|秘书长|检察长|总理)"
)
_PERSON = r"[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]{1,3})|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+"
_SPEAKER_LINE = re.compile(rf"[—\s]*[^。,;:!?—]{{0,30}}?{_OFFICE}(?P<gap>\s*)(?P<name>{_PERSON})(?:同志)?\s*\Z")
_SPEAKER = re.compile(
    rf"{_OFFICE}\s*(?P<after>[\u4e00-\u9fff]{{2,4}}?|[\u4e00-\u9fff]{{1,8}}(?:·[\u4e00-\u9fff]{{1,8}})+)(?=同志|先生|女士|[在作做向代所])"
    rf"|日\s*(?P<before>[\u4e00-\u9fff]{{2,4}}?)(?:代|副)?{_OFFICE}(?=同志|[在作做向代所])"
)


def is_person(name: str) -> bool:
    """Whether `name` can only be a person's: it begins with a surname, or is built as names are; no other word."""
    plain = fold(name)
    if _NO_NAME.fullmatch(plain) or not _NAME.fullmatch(plain):
        return False
    if "·" in plain:
        return True
    tokens = rjieba.tag(plain)
    known = len(rjieba.cut(plain, hmm=False)) == 1
    if known and not tokens[0][1].startswith("nr"):
        return False
    if len(plain) == 4:
        return _COMPOUND_SURNAME.match(plain) is not None
    looks_named = len(tokens) == 1 and tokens[0][1].startswith("nr")
    return looks_named or (plain[0] in _SURNAMES and _PLACE_END.search(plain) is None)


def byline(line: str) -> tuple[tuple[str, ...], bool]:
    """The persons that a whole line names as its writers, and whether it says so (`记者`, `文/图`, …).

    No persons when the line says anything else. Names need be no more than possible where the line says what they are.
    """
    if len(line) > _LONGEST_BYLINE:
        return (), False
    bare = line.strip(" \u3000()（）[]［］【】■□●○◆◇◎▲△*")
    roles = list(_ROLES.finditer(fold(bare)))
    for role in roles:
        bare = bare[: role.start()] + " " * len(role[0]) + bare[role.end() :]
    names = [name for group in _BETWEEN_NAMES.split(bare) for name in _spaced_names(group.split())]
    likely = _possible if roles else is_person
    return (tuple(names), bool(roles)) if names and all(map(likely, names)) else ((), False)


def trailing_byline(paragraph: str) -> tuple[str, ...]:
    """The writers named behind the last full stop of a paragraph, or nobody."""
    tail = paragraph[-_LONGEST_BYLINE:]
    ends = list(_SENTENCE_END.finditer(fold(tail)))
    return byline(tail[ends[-1].end() :].strip())[0] if ends else ()


def writer_in_source(line: str) -> tuple[str, ...]:
    """The writers named in a line on where a text was taken from: `来源：某某日报 作者：某某`."""
    match = _WRITER_FIELD.search(fold(line))
    return byline(line[match.start() : match.end()])[0] if match else ()


def speaker(line: str) -> str | None:
    """The person whom a line on an address names with an office: `省长 某某`, `…会议上市长某某作…`, `某某市长在…`."""
    folded = fold(line)
    match = _SPEAKER_LINE.match(folded)
    if match:
        name = "".join(line[match.start("name") : match.end("name")].split())
        return name if match["gap"] or is_person(name) else None
    match = _SPEAKER.search(folded)
    if match is None:
        return None
    start, end = match.span("after" if match["after"] else "before")
    return line[start:end]


def is_speaker_line(line: str) -> bool:
    """Whether a line is nothing but an office and who holds it."""
    return len(line) <= _LONGEST_BYLINE and _SPEAKER_LINE.match(fold(line)) is not None and speaker(line) is not None


def _possible(name: str) -> bool:
    """Whether `name` can be a person's where the line says that one stands there: no other word of the dictionary."""
    plain = fold(name)
    word = rjieba.tag(plain, hmm=False)
    return _NAME.fullmatch(plain) is not None and (len(word) > 1 or word[0][1].startswith("nr"))


def _spaced_names(parts: list[str]) -> list[str]:
    """Names of two characters are often set apart to the width of three: `王 明` is one name."""
    names: list[str] = []
    half = ""
    for part in parts:
        if len(part) == 1 and not half:
            half = part
        else:
            names.append(half + part)
            half = ""
    return [*names, half] if half else names
