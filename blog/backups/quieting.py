"""A blog that was restored tells nobody anything by itself.

What waited when the backup was made may have gone out since. Letters are stopped, and of the other
work only that stays which nobody outside can notice; what is still wanted is asked for again when
the blog starts. Everybody is signed out: a place that was signed out since would be in again.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import Engine, delete, not_, or_, update

from blog.accounts.models import SignIn
from blog.deliveries import queries as deliveries
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.jobs.models import Job

NOTE: Final = "A backup was restored, so the letters that waited in it were stopped."
# Their jobs make things here, and speak to nobody.
_SILENT: Final = ("media.", "posts.", "topics.", "search.", "cards.")


def quiet(engine: Engine, *, at: datetime) -> None:
    """In a transaction of its own."""
    is_silent = or_(*(Job.name.startswith(area) for area in _SILENT))
    with engine.begin() as connection:
        connection.execute(
            update(Delivery)
            .where(Delivery.state.in_(deliveries.OPEN))
            .values(state=DeliveryState.STOPPED, ended_at=at, note=NOTE)
        )
        connection.execute(
            update(Telling)
            .where(Telling.state == TellingState.WAITING)
            .values(state=TellingState.STOPPED)
        )
        connection.execute(delete(Job).where(not_(is_silent)))
        connection.execute(update(Job).values(leased_until=None, holder=""))
        connection.execute(delete(SignIn))
