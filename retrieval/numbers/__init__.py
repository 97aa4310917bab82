"""Quantities in Chinese and English texts and questions: read where they stand, compared whatever their writing.

    quantity    what a quantity is, when two are the same, their index tokens
    numerals    digits, Chinese numerals and English number words -> a number
    units       the classes of units and how each is written
    dates       years, months, days, quarters and periods
    reader      text -> quantities

The text is never rewritten: positions count its code points.
"""

from retrieval.numbers.quantity import Date, Kind, Quantity, normal, query_tokens, same, tokens
from retrieval.numbers.reader import quantities

__all__ = ["Date", "Kind", "Quantity", "normal", "quantities", "query_tokens", "same", "tokens"]
