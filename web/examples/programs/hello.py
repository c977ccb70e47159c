# Press Run. The program asks,
# you answer below.

name = input("What is your name? ")
print(f"Hello, {name}!")

letters = {}
for letter in name.lower():
    if letter.isalpha():
        letters[letter] = letters.get(letter, 0) + 1

for letter, count in sorted(letters.items()):
    print(letter, "*" * count)
