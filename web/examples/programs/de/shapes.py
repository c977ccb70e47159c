# Eine Dataclass hält Daten, match zerlegt sie.
from dataclasses import dataclass
from math import pi

@dataclass
class Kreis:
    radius: float

@dataclass
class Rechteck:
    breite: float
    hoehe: float

def flaeche(form):
    match form:
        case Kreis(radius=r):
            return pi * r**2
        case Rechteck(breite=b, hoehe=h) if b == h:
            return b**2
        case Rechteck(b, h):
            return b * h

for form in [Kreis(1.5), Rechteck(2, 3), Rechteck(4, 4)]:
    print(f"{form!s:28} {flaeche(form):6.2f}")
