from __future__ import annotations

import json
import unittest

from _goru import frames

with open('/contract/golden-frames.json', encoding='utf-8') as _file:
    GOLDEN = json.load(_file)


class GoldenFrames(unittest.TestCase):
    def test_what_the_guest_sends_is_byte_for_byte_what_the_contract_shows(self) -> None:
        for case in GOLDEN['guest']:
            with self.subTest(case['frame']):
                wire = frames.encode(case['frame'], bytes.fromhex(case['payload']))
                self.assertEqual(wire.hex(), case['wire'])

    def test_what_the_host_sends_is_understood(self) -> None:
        for case in GOLDEN['host']:
            with self.subTest(case['frame']):
                frame, payload = frames.decode(bytes.fromhex(case['wire']))
                self.assertEqual(frame, case['frame'])
                self.assertEqual(payload.hex(), case['payload'])


class Codec(unittest.TestCase):
    def test_json_is_what_the_json_module_writes(self) -> None:
        for value in ({'a': [1, 2.5, None, True, 'ü"\\\n\x00'], '1': {}}, [], '', 10**30, 1e300):
            expected = json.dumps(value, ensure_ascii=False, separators=(',', ':'))
            self.assertEqual(frames.to_json(value), expected)
            self.assertEqual(frames.from_json(expected), value)

    def test_a_lone_surrogate_travels_as_an_escape(self) -> None:
        wire = frames.encode({'text': '\ud800'})
        self.assertIn(rb'\ud800', wire)
        self.assertEqual(frames.decode(wire), ({'text': '\ud800'}, b''))

    def test_what_json_cannot_say_is_refused(self) -> None:
        circle: list[object] = []
        circle.append(circle)
        for value, error in ((float('nan'), ValueError), (circle, ValueError), ({1, 2}, TypeError)):
            with self.subTest(value), self.assertRaises(error):
                frames.to_json(value)
        with self.assertRaisesRegex(TypeError, 'Object of type set is not JSON serializable'):
            frames.to_json([{1}])

    def test_the_size_is_known_from_the_header(self) -> None:
        wire = frames.encode({'a': 1}, b'xyz')
        self.assertEqual(frames.frame_size(wire[:8]), len(wire))
