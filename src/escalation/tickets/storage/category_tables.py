"""Which table do categories have (category tables)? What tickets are routed by, and opinions are put under."""

from sqlalchemy import ARRAY, Boolean, Column, ForeignKey, Integer, Table, Text

from escalation.kit.database.columns import column, metadata, optional
from escalation.kit.database.rights import may

# The categories of the routing catalogue (派单目录) in force, which is a published document: which departments answer
# for one, first choice first.
categories = Table(
    "categories",
    metadata,
    Column("code", Text, primary_key=True),
    optional("parent_code", Text(), ForeignKey("categories.code")),
    column("name_zh", Text()),
    column("name_en", Text()),
    column("keywords", ARRAY(Text), default="'{}'"),
    column("departments", ARRAY(Text), default="'{}'"),
    column("confidential", Boolean(), default="false"),
    column("rank", Integer()),
    optional("urgency", Text()),
    column("retired", Boolean(), default="false"),
    optional("successor", Text()),
    info=may("INSERT", "UPDATE", "DELETE"),
)
