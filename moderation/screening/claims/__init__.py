"""Claims about masks and other goods against epidemics, and whether they can be true together."""

from moderation.screening.claims.judge import judge
from moderation.screening.claims.state import Judgement, State

__all__ = ["Judgement", "State", "judge"]
