"""A bank's places on a map: which there are, where they stand on it, and where their numbers do not meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin

from quizzes.facts import Bank, Fact
from quizzes.prompts import wording
from quizzes.values import Entity

#: the coast is drawn from here (its upper left corner), so many units a degree of latitude; a degree of longitude is
#: as long as it is at 45° N
WEST, NORTH, UNIT = 0.0, 62.0, 40.0
NARROWING = cos(radians(45))
#: how wide a map is in its own units: as many as a small phone has pixels for it
WIDE = 328.0
#: how large a dot is, a figure of a number, and how far a number may stand from its dot, nearest first
DOT, FIGURE, LINE = 4.0, 7.0, 13.0
#: how far other marks are to keep from a number, where there is room; and from how far a line leads to it
AIR, AWAY = 7.0, 7.0
REACH = (10.0, 15.0, 21.0, 28.0, 36.0, 45.0)
_DIRECTIONS = tuple((cos(n * pi / 4), sin(n * pi / 4)) for n in (0, 7, 1, 4, 3, 5, 6, 2))


@dataclass(frozen=True)
class Window:
    """A part of the earth, in degrees, drawn :data:`WIDE` units wide."""

    west: float
    east: float
    south: float
    north: float

    @property
    def scale(self) -> float:
        """Units of this map for one of the coast's."""
        return WIDE / ((self.east - self.west) * NARROWING * UNIT)

    @property
    def height(self) -> float:
        return (self.north - self.south) * UNIT * self.scale

    @property
    def transform(self) -> str:
        """What puts the coast, drawn in its own units, where this window shows it."""
        x, y = (self.west - WEST) * NARROWING * UNIT, (NORTH - self.north) * UNIT
        return f"scale({self.scale:.4f}) translate({-x:.1f} {-y:.1f})"

    def holds(self, place: Entity) -> bool:
        if place.where is None:
            return False
        lat, lon = place.where
        return self.south < lat < self.north and self.west < lon < self.east

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place stands on this map."""
        return (lon - self.west) * NARROWING * UNIT * self.scale, (self.north - lat) * UNIT * self.scale


#: all that the coast was cut for, and the part of it that is shown larger
WHOLE = Window(west=0, east=54, south=28.5, north=61.5)
NEAR = Window(west=38.5, east=51, south=38.2, north=43.2)


@dataclass(frozen=True)
class Told:
    """A place, its number on the map (None where it is not on it), and what the bank tells of it."""

    place: Entity
    number: int | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Box:
    """A part of a map that is taken."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box, air: float = 0) -> bool:
        """Whether two boxes share a point, or come nearer than ``air`` to each other."""
        across = abs(self.x - other.x) - (self.width + other.width) / 2
        along = abs(self.y - other.y) - (self.height + other.height) / 2
        return across < air and along < air


@dataclass(frozen=True)
class Pin:
    """A place on a map: its dot, and the middle of its number."""

    told: Told
    x: float
    y: float
    label: Box

    @property
    def far(self) -> bool:
        """Whether the number stands so far off that a line must lead to it."""
        across = max(abs(self.label.x - self.x) - self.label.width / 2, 0)
        along = max(abs(self.label.y - self.y) - self.label.height / 2, 0)
        return hypot(across, along) > AWAY


def places(bank: Bank, lang: str) -> tuple[Told, ...]:
    """The places the bank tells of in ``lang``, those told of most first; numbered where the map holds them."""
    found: dict[Entity, list[Fact]] = defaultdict(list)
    for fact in bank:
        if wording(fact, lang).say:
            for entity in fact.entities:
                if entity.kind == "place":
                    found[entity].append(fact)
    ranked = sorted(found, key=lambda place: (not WHOLE.holds(place), -len(found[place])))
    return tuple(Told(p, n if WHOLE.holds(p) else None, tuple(found[p])) for n, p in enumerate(ranked, 1))


def pins(window: Window, told: Iterable[Told], inset: Window | None = None) -> tuple[Pin, ...]:
    """Where the places of a window stand on it, but for those that an inset shows: each number clear of all dots and
    of the other numbers."""
    shown = [one for one in told if window.holds(one.place) and not (inset and inset.holds(one.place))]
    held = [(one, *window.point(*one.place.where)) for one in shown if one.place.where]
    taken = [Box(x, y, 2 * DOT, 2 * DOT) for _, x, y in held]
    made = []
    for one, x, y in held:
        others = [box for box in taken if (box.x, box.y) != (x, y)]
        label = _clear(x, y, FIGURE * len(str(one.number)), others, window)
        taken.append(label)
        made.append(Pin(one, x, y, label))
    return tuple(made)


def _clear(x: float, y: float, width: float, taken: Sequence[Box], window: Window) -> Box:
    """The first place around a dot that is free and inside the window; the nearest one where none is."""
    wider = (width - FIGURE) / 2
    around = [Box(x + dx * (far + wider), y + dy * far, width, LINE) for far in REACH for dx, dy in _DIRECTIONS]
    inside = [box for box in around if _inside(box, window)]
    for air in (AIR, 0):
        for box in inside:
            if not any(box.meets(other, air) for other in taken):
                return box
    return around[0]


def _inside(box: Box, window: Window) -> bool:
    return box.width / 2 < box.x < WIDE - box.width / 2 and box.height / 2 < box.y < window.height - box.height / 2
