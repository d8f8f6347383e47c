"""How is one value looked up in a column of which nearly all rows have the same one (skew)? By its index, all the same.

A plan for all values goes by statistics of the column. Where one unit has nearly all rows, every unit is expected to
have nearly all of them: then rows are read in the order of the list, whose ever they are, until a page is full, and for
who has none that is the whole table.
"""


def has_value(column: str, value: str) -> str:
    """SQL of whether a column has a value; PostgreSQL expects a third of what statistics alone make it expect.

    The bound says nothing more. A second one would make it expect next to nothing, so that any index that begins with
    the column looks as good as the one in the order of the list, and all of a unit's rows are sorted for a page.
    """
    return f"{column} = {value} AND {column} >= {value}"
