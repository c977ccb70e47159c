/** Which modules of CPython's test suite are run, and the data that they read beside their own file. */
export interface CpythonModule {
  readonly name: string;
  /** Files and folders of `Lib/test`, where the suite has them. */
  readonly needs?: readonly string[];
}

// prettier-ignore
const LANGUAGE = [
  'test_augassign', 'test_baseexception', 'test_binop', 'test_bool', 'test_builtin', 'test_bytes',
  'test_class', 'test_compare', 'test_complex', 'test_contains', 'test_coroutines',
  'test_decorators', 'test_defaultdict', 'test_deque', 'test_descr', 'test_dict', 'test_dictcomps',
  'test_dictviews', 'test_enumerate', 'test_except_star', 'test_exception_group',
  'test_exceptions', 'test_extcall', 'test_float', 'test_format', 'test_fstring', 'test_funcattrs',
  'test_generators', 'test_genexps', 'test_global', 'test_grammar', 'test_index', 'test_int',
  'test_isinstance', 'test_iter', 'test_keywordonlyarg', 'test_list', 'test_listcomps', 'test_long',
  'test_metaclass', 'test_named_expressions', 'test_numeric_tower', 'test_opcodes', 'test_patma',
  'test_pow', 'test_property', 'test_raise', 'test_range', 'test_scope', 'test_set',
  'test_setcomps', 'test_slice', 'test_sort', 'test_string_literals', 'test_super', 'test_tuple',
  'test_type_aliases', 'test_type_params', 'test_types', 'test_unary', 'test_unpack',
  'test_unpack_ex', 'test_userdict', 'test_userlist', 'test_userstring', 'test_with',
] as const;

// prettier-ignore
const LIBRARY = [
  'test_abc', 'test_argparse', 'test_array', 'test_ast', 'test_base64', 'test_binascii',
  'test_bisect', 'test_calendar', 'test_collections', 'test_colorsys', 'test_configparser',
  'test_contextlib', 'test_copy', 'test_csv', 'test_dataclasses', 'test_datetime', 'test_difflib',
  'test_enum', 'test_fnmatch', 'test_fractions', 'test_functools', 'test_getopt', 'test_glob',
  'test_graphlib', 'test_hashlib', 'test_heapq', 'test_html', 'test_ipaddress', 'test_itertools',
  'test_json', 'test_keyword', 'test_operator', 'test_ordered_dict', 'test_pathlib', 'test_pprint',
  'test_quopri', 'test_random', 'test_re', 'test_reprlib', 'test_sched', 'test_shlex',
  'test_shutil', 'test_statistics', 'test_string', 'test_struct', 'test_tempfile', 'test_textwrap',
  'test_time', 'test_timeit', 'test_tokenize', 'test_traceback', 'test_typing', 'test_urlparse',
  'test_uuid', 'test_weakref', 'test_zlib',
] as const;

// prettier-ignore
const NEEDS: Partial<Record<string, readonly string[]>> = {
  test_ast: ['test_ast'],
  test_baseexception: ['exception_hierarchy.txt'],
  test_complex: ['mathdata'],
  test_configparser: ['configdata', 'cfgparser.1', 'cfgparser.2', 'cfgparser.3'],
  test_contextlib: ['data', 'archivetestdata'],
  test_dataclasses: ['dataclass_module_1', 'dataclass_module_1_str', 'dataclass_module_2', 'dataclass_module_2_str', 'dataclass_textanno'],
  test_datetime: ['datetimetester'],
  test_difflib: ['test_difflib_expect.html'],
  test_float: ['mathdata', 'floating_points.txt', 'formatfloat_testcases.txt'],
  test_format: ['mathdata', 'formatfloat_testcases.txt'],
  test_fractions: ['mathdata', 'formatfloat_testcases.txt'],
  test_random: ['randv2_32.pck', 'randv2_64.pck', 'randv3.pck', 'randomdata'],
  test_tokenize: ['tokenizedata', 'tokenize_tests.txt', 'tokenize_tests-utf8-coding-cookie-and-utf8-bom-sig.txt'],
};

export const MODULES: readonly CpythonModule[] = [...LANGUAGE, ...LIBRARY]
  .sort()
  .map((name) => ({ name, needs: NEEDS[name] ?? [] }));
