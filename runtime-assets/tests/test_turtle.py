from __future__ import annotations

import unittest
from typing import Any
from xml.etree import ElementTree

from support.session import Session

session = Session()
SVG = '{http://www.w3.org/2000/svg}'


def pictures(source: str) -> list[Any]:
    """What a program that must end well shows."""
    before = len(session.host.sent_of('display'))
    session.value(source)
    frames = session.host.sent_of('display')[before:]
    return [ElementTree.fromstring(frame['data']['image/svg+xml']) for frame in frames]


def paths(picture: Any) -> list[str]:
    return [element.get('d') for element in picture.iter(f'{SVG}path')]


class Drawing(unittest.TestCase):
    def test_a_square_is_shown_when_it_is_done(self) -> None:
        [picture] = pictures("""
            import turtle
            t = turtle.Turtle()
            for _ in range(4):
                t.forward(100)
                t.left(90)
            turtle.done()
            """)
        self.assertEqual(
            paths(picture),
            ['M0.00 0.00L100.00 0.00', 'M100.00 0.00L100.00 -100.00',
             'M100.00 -100.00L0.00 -100.00', 'M0.00 -100.00L0.00 0.00'],
        )  # fmt: skip
        [style] = picture.iter(f'{SVG}style')
        self.assertIn('@keyframes t0{0.000%{', style.text)
        delays = [element.get('style') for element in picture.iter(f'{SVG}path')]
        self.assertEqual(len(set(delays)), 4)

    def test_a_program_that_forgets_done_is_shown_when_it_ends(self) -> None:
        self.assertEqual(len(pictures('from turtle import *\nforward(10)')), 1)
        self.assertEqual(pictures('import turtle'), [])
        [picture] = pictures('from turtle import *\nback(10)')
        self.assertEqual(paths(picture), ['M0.00 0.00L-10.00 0.00'])

    def test_without_animation_lines_are_one_path_and_nothing_moves(self) -> None:
        [picture] = pictures("""
            from turtle import *
            tracer(0); hideturtle()
            for _ in range(5000): forward(2); right(1)
            update()
            done()
            """)
        self.assertEqual(len(paths(picture)), 1)
        self.assertEqual(paths(picture)[0].count('L'), 5000)

    def test_fills_are_below_their_lines(self) -> None:
        [picture] = pictures("""
            from turtle import *
            color('red', (0.5, 0, 1)); begin_fill()
            for _ in range(3): forward(50); left(120)
            end_fill(); done()
            """)
        names = [element.tag.removeprefix(SVG) for element in picture]
        self.assertEqual(names[2:6], ['polygon', 'path', 'path', 'path'])
        polygon = picture.find(f'{SVG}polygon')
        self.assertEqual(polygon.get('fill'), '#8000ff')

    def test_dots_stamps_and_texts(self) -> None:
        [picture] = pictures("""
            from turtle import *
            dot(20, 'blue'); stamp(); write('<a> & b', font=('Arial', 12, 'bold'), align='center')
            circle(50); done()
            """)
        self.assertEqual(picture.find(f'{SVG}circle').get('r'), '10')
        text = picture.find(f'{SVG}text')
        self.assertEqual((text.text, text.get('font-weight')), ('<a> & b', 'bold'))

    def test_clear_reset_and_undo(self) -> None:
        source = 'from turtle import *\nspeed(0)\nforward(10); forward(20); undo(); done()'
        [picture] = pictures(source)
        self.assertEqual(paths(picture), ['M0.00 0.00L10.00 0.00'])
        [picture] = pictures(
            'from turtle import *\nspeed(0)\nforward(10); clear(); back(5); done()'
        )
        self.assertEqual(paths(picture), ['M10.00 0.00L5.00 0.00'])
        self.assertEqual(session.value('import turtle; turtle.fd(5); turtle.reset(); turtle.pos()'),
                         '(0.00,0.00)')  # fmt: skip

    def test_two_turtles_and_timers(self) -> None:
        [picture] = pictures("""
            import turtle
            screen = turtle.Screen()
            screen.bgcolor('light blue')
            first, second = turtle.Turtle(shape='turtle'), turtle.Turtle(visible=False)
            def tick():
                first.forward(10)
                screen.ontimer(tick, 1000)
            tick()
            screen.mainloop()
            """)
        self.assertGreater(len(paths(picture)), 10)
        self.assertEqual(picture.find(f'{SVG}rect').get('fill'), 'lightblue')
        self.assertEqual(len([g for g in picture.iter(f'{SVG}g') if g.get('id')]), 1)

    def test_geometry(self) -> None:
        session.run('from turtle import *')
        cases = {
            'heading()': '0.0', 'left(90); heading()': '90.0', 'right(100); heading()': '350.0',
            'home(); towards(0, 10)': '90.0', 'distance(3, 4)': '5.0',
            'setheading(45); forward(2**.5); pos()': '(1.00,1.00)',
            'home(); circle(50, 180); pos()': '(0.00,100.00)', 'round(heading())': '180',
            'radians(); setheading(3.141592653589793 / 2); round(heading(), 4)': '1.5708',
            'degrees(); goto((5, 6)); xcor(), ycor()': '(5.0, 6.0)',
            'penup(); isdown()': 'False', 'speed("fastest"); speed()': '0',
            'colormode(255); pencolor(255, 0, 0); pencolor()': '(255, 0, 0)',
            'Vec2D(1, 2) + Vec2D(3, 4)': '(4.00,6.00)', 'Vec2D(1, 2) * Vec2D(3, 4)': '11',
            'Vec2D(1, 0).rotate(90)': '(0.00,1.00)', 'shapesize(2); shapesize()': '(2, 2, 1)',
        }  # fmt: skip
        lines: list[str] = []
        for source in cases:
            steps, _, value = source.rpartition('; ')
            lines += (steps, f'print(({value}))')
        session.value('\n'.join(('from turtle import *', *lines)))
        self.assertEqual(session.stdout.splitlines(), list(cases.values()))

    def test_mistakes(self) -> None:
        for source, message in {
            'color("#12")': 'bad color string: #12',
            'color(2, 3, 4)': 'bad color sequence: (2, 3, 4)',
            'shape("dragon")': 'There is no shape named dragon',
        }.items():
            result = session.run(f'from turtle import *\n{source}')
            self.assertEqual(result['message'], message)
            self.assertEqual(result['errorType'], 'turtle.TurtleGraphicsError')
        session.run('from turtle import *\nonkey(lambda: 0, "Up"); onclick(print); listen()')
        self.assertEqual(session.stderr, '[turtle: the picture hears neither keys nor clicks]\n')

    def test_questions_are_input(self) -> None:
        session.lines = [b'many\n', b'30\n', b'3\n', b'Ada\n']
        source = 'import turtle\nn = turtle.numinput("Sides", "How many?", 5, minval=3, maxval=9)\n'
        self.assertEqual(
            session.value(source + 'n, turtle.textinput("Name", "Who?")'), "(3.0, 'Ada')"
        )


if __name__ == '__main__':
    unittest.main()
