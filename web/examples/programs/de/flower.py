# Eine Schildkröte mit einem Stift.
# Ändere den Winkel und schau, was wächst.
from turtle import *

speed("fast")
pensize(2)

for i in range(36):
    color(("crimson", "orange", "seagreen", "royalblue")[i % 4])
    circle(60, steps=20)
    left(10)

penup()
goto(0, -150)
color("black")
write("36 Kreise", align="center", font=("Arial", 14, "normal"))
hideturtle()
done()
