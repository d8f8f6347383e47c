"""Who answers for a unit (people in charge), as it is told with units, orders and checks."""

from datetime import datetime
from uuid import UUID

from escalation.kit.web.fields import Out


class PersonInChargeOut(Out):
    """Who answers for a unit (责任人): the head of its leading group, as long as they serve."""

    member_id: UUID
    name: str
    since: datetime
