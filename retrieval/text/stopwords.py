"""Words that say nothing about what a question is about, English and Chinese."""

_STOP_WORDS = """
a an the of to in on at by for from with as and or is are was were be been being do does did has have had its it
this that these those which what who whom whose when where why how many much there their they his her he she we
you i my your our not no than then so such into over under about after before between during per will would can
could should may might must s t if but also any all some each every more most other own same too very according
say says said tell me please us them one mention mentions mentioned article story according
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""English words that say nothing about what is asked."""

_FUNCTION_WORDS = """
的 了 在 是 有 和 与 及 或 被 把 将 对 从 到 由 为 以 于 中 上 下 里 这 那 这个 那个 这些
那些 其 该 它 他 她 他们 她们 它们 也 都 就 还 而 并 等 之 一 个 让 给 用 所 者 着 过 会 能
可以 要 我 你 您 我们 说 叫 叫做 指 指的是 属于 一个 一共 其中 以及 来 去 上述 因为 所以 如果 但
但是 并且 现在 目前 还有 已经 分别 到底 究竟 总共 大概 大约 具体
之后 以后 之前 以前 当时 时候 关于 根据 按照 通过 里面 第 名 称 称为
提到 提及 提过 文中 写到 讲到 谈到 说到 报道
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Chinese words that say nothing about what is asked."""
