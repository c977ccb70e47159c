# A dataclass holds data, match takes it apart.
from dataclasses import dataclass
from math import pi

@dataclass
class Circle:
    radius: float

@dataclass
class Box:
    width: float
    height: float

def area(shape):
    match shape:
        case Circle(radius=r):
            return pi * r**2
        case Box(width=w, height=h) if w == h:
            return w**2
        case Box(w, h):
            return w * h

for shape in [Circle(1.5), Box(2, 3), Box(4, 4)]:
    print(f"{shape!s:28} {area(shape):6.2f}")
