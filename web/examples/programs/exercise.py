# Exercise: make the checks below the output pass.
# They are in the folded lines at the end.


def area(width, height):
    """The area of a rectangle."""
    return width + height  # Is that right?


name = input('What is your name? ')
print(f'Hello {name}')

# goru: check "area multiplies"
assert area(2, 3) == 6
assert area(5, 0) == 0, 'a rectangle without height has no area'

# goru: check "greets with a comma and an exclamation mark"
assert 'Hello, Ada!' in run(stdin=['Ada']).output
