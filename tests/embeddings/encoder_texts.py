"""Texts that the tests of the encoders share: a few ordinary ones, and some that are hard to encode."""

SENTENCES = (
    "全区新开工项目四十二个，完成投资一百零三亿元。",
    "县里修通了十二公里的乡村公路。",
    "審批時限縮短了六成，企業少跑三趟。",
    "The park signed nine contracts in the first quarter.",
    "Farmers in the county earned more than the year before.",
)

AWKWARD = {
    "empty": "",
    "white space": " \t\n　",
    "control characters": "\x00\x01\x07\x1b\x7f",
    "lone surrogate": "增长\ud83d了",
    "only surrogates": "\udc00\ud800",
    "emoji": "😀👩‍👩‍👧🇨🇳",
    "punctuation": "？！。、",
    "unknown script": "ལྷ་ས་",
    "100,000 characters": "全市生产总值增长" * 12_500,
    "one long word": "a" * 100_000,
}
