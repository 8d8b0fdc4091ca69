"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from polybius.places.gazetteer import Entry


def km(a: Entry, b: Entry) -> float:
    """Great-circle distance in kilometres."""
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees, in kilometres (haversine, mean radius 6371)."""
    p, q = radians(lat1), radians(lat2)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, h)))
