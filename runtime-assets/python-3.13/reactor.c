// CPython as a WASI reactor: the host initialises it once and then runs source texts, one after another.
// Everything a host may call is exported here; README.md says in which order.

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wasi/libc-environ.h>
#include <wasi/libc.h>

#include "host_state.h"

#define EXPORT(name) __attribute__((export_name(#name)))

// patches/0001-host-tick.patch
extern int (*_Py_host_tick_func)(void);

__attribute__((import_module("goru"), import_name("tick"))) int goru_tick(void);

EXPORT(goru_alloc) void *goru_alloc(size_t bytes)
{
    return malloc(bytes);
}

EXPORT(goru_free) void goru_free(void *address)
{
    free(address);
}

static int failed(PyStatus status)
{
    if (!PyStatus_Exception(status)) {
        return 0;
    }
    fprintf(stderr, "cannot start: %s\n", status.err_msg ? status.err_msg : "unknown reason");
    return 1;
}

static PyStatus preinitialize(void)
{
    PyPreConfig config;
    PyPreConfig_InitIsolatedConfig(&config);
    config.utf8_mode = 1;
    return Py_PreInitialize(&config);
}

static PyStatus initialize(PyConfig *config)
{
    const struct {
        wchar_t **field;
        const wchar_t *value;
    } texts[] = {
        {&config->home, L"/usr/local"},
        {&config->prefix, L"/usr/local"},
        {&config->base_prefix, L"/usr/local"},
        {&config->exec_prefix, L"/usr/local"},
        {&config->base_exec_prefix, L"/usr/local"},
        {&config->platlibdir, L"lib"},
        {&config->program_name, L""},
        // No program to start again, as in VMware's build.
        {&config->executable, L""},
        {&config->base_executable, L""},
        {&config->stdio_encoding, L"utf-8"},
        {&config->stdio_errors, L"surrogateescape"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        PyStatus status = PyConfig_SetString(config, texts[i].field, texts[i].value);
        if (PyStatus_Exception(status)) {
            return status;
        }
    }
    config->site_import = 0;
    config->write_bytecode = 0;
    config->pathconfig_warnings = 0;
    // A snapshot has one hash seed for everybody, so it may as well be a known one.
    config->use_hash_seed = 1;
    config->hash_seed = 0;
    // The host sends no signals but through the tick; goru_init installs what that needs.
    config->install_signal_handlers = 0;
    config->module_search_paths_set = 1;
    PyStatus status = PyWideStringList_Append(&config->module_search_paths,
                                              L"/usr/local/lib/python313.zip");
    return PyStatus_Exception(status) ? status : Py_InitializeFromConfig(config);
}

EXPORT(goru_init) int goru_init(void)
{
    if (failed(preinitialize())) {
        return 1;
    }
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    PyStatus status = initialize(&config);
    PyConfig_Clear(&config);
    if (failed(status)) {
        return 1;
    }
    // Importing it makes default_int_handler, which raises KeyboardInterrupt, the handler of SIGINT.
    PyObject *signals = PyImport_ImportModule("_signal");
    if (signals == NULL) {
        PyErr_Print();
        return 1;
    }
    Py_DECREF(signals);
    // From here on the host is asked; starting is too short to be interrupted.
    _Py_host_tick_func = goru_tick;
    return 0;
}

static void flush(const char *name)
{
    PyObject *stream = PySys_GetObject(name);
    if (stream != NULL && stream != Py_None) {
        Py_XDECREF(PyObject_CallMethod(stream, "flush", NULL));
        PyErr_Clear();
    }
}

// What `python file.py` would exit with; a code that is no number is printed, as there.
static int exit_code(void)
{
    PyObject *exit = PyErr_GetRaisedException();
    PyObject *code = PyObject_GetAttrString(exit, "code");
    int result = 1;
    if (code == NULL || code == Py_None) {
        result = 0;
    }
    else if (PyLong_Check(code)) {
        result = (int)PyLong_AsLong(code);
    }
    else {
        PySys_FormatStderr("%S\n", code);
    }
    PyErr_Clear();
    Py_XDECREF(code);
    Py_DECREF(exit);
    return result;
}

// Runs UTF-8 source in `__main__`; may be called again and again, names stay.
EXPORT(goru_exec) int goru_exec(const char *source, size_t bytes)
{
    PyObject *module = PyImport_AddModuleRef("__main__");
    PyObject *text = PyUnicode_DecodeUTF8(source, (Py_ssize_t)bytes, NULL);
    const char *terminated = text ? PyUnicode_AsUTF8(text) : NULL;
    PyObject *result = NULL;
    if (terminated != NULL && strlen(terminated) != bytes) {
        PyErr_SetString(PyExc_SyntaxError, "source code string cannot contain null bytes");
        terminated = NULL;
    }
    if (module != NULL && terminated != NULL) {
        PyObject *code = Py_CompileString(terminated, "<string>", Py_file_input);
        if (code != NULL) {
            PyObject *globals = PyModule_GetDict(module);
            result = PyEval_EvalCode(code, globals, globals);
            Py_DECREF(code);
        }
    }
    int exit = 0;
    if (result != NULL) {
        Py_DECREF(result);
    }
    else if (PyErr_ExceptionMatches(PyExc_SystemExit)) {
        exit = exit_code();
    }
    else {
        PyErr_Print();
        exit = 1;
    }
    Py_XDECREF(text);
    Py_XDECREF(module);
    flush("stdout");
    flush("stderr");
    return exit;
}

// How deeply C functions may call one another through Python before RecursionError.
// Frames of the running thread that exist already stay counted.
EXPORT(goru_set_recursion_limit) void goru_set_recursion_limit(int limit)
{
    // patches/0002-c-recursion-limit.patch
    PyThreadState *thread = PyThreadState_GetUnchecked();
    if (thread != NULL) {
        thread->c_recursion_remaining += limit - Py_C_RECURSION_LIMIT;
    }
    _Py_wasi_c_recursion_limit = limit;
}

// `time` reads these once, when it is imported: what its init_timezone() does, for the zone of now.
static int refresh_time_module(void)
{
    PyObject *time_module = PyImport_ImportModule("time");
    if (time_module == NULL) {
        return -1;
    }
    static const time_t YEAR = (365 * 24 + 6) * 3600;
    time_t new_year = time(NULL) / YEAR * YEAR;
    time_t summer = new_year + YEAR / 2;
    struct tm january, july;
    localtime_r(&new_year, &january);
    localtime_r(&summer, &july);
    // The hemisphere decides which of the two is daylight saving time: the one further east.
    const int is_north = january.tm_gmtoff <= july.tm_gmtoff;
    const struct tm *standard = is_north ? &january : &july;
    const struct tm *other = is_north ? &july : &january;
    int error =
        PyModule_AddIntConstant(time_module, "timezone", -standard->tm_gmtoff) < 0 ||
        PyModule_AddIntConstant(time_module, "altzone", -other->tm_gmtoff) < 0 ||
        PyModule_AddIntConstant(time_module, "daylight", january.tm_gmtoff != july.tm_gmtoff) < 0 ||
        PyModule_Add(time_module, "tzname",
                     Py_BuildValue("(ss)", standard->tm_zone, other->tm_zone)) < 0;
    Py_DECREF(time_module);
    return error ? -1 : 0;
}

// After a snapshot was restored, or the time zone table was written: nothing of an earlier host is left.
EXPORT(goru_reset_host) int goru_reset_host(void)
{
    forget_host();
    if (!Py_IsInitialized()) {
        return 0;
    }
    if (refresh_time_module() < 0) {
        PyErr_Print();
        return 1;
    }
    return 0;
}
