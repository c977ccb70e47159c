// Data that few programs look at, over a megabyte: what characters are called and made of (unicodedata), the codecs of
// Chinese, Japanese and Korean, and frozen modules, most of which a snapshot has imported.
// patches/0005-tables-apart.patch puts all of it side by side in memory.
//
// A snapshot may leave it out: the host takes the bytes, puts them in front of the standard library's zip (which may
// begin with anything), and calls `goru_leave_tables_out`. Whoever needs them first reads them from there.

#include <Python.h>

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "tables_apart.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define ARCHIVE "/usr/local/lib/python313.zip"

// The linker's names for the section's ends.
extern unsigned char __start_tables_apart[], __stop_tables_apart[];

static enum { PRESENT, IN_USE, LEFT_OUT } state = PRESENT;

EXPORT(goru_tables) void *goru_tables(void)
{
    return __start_tables_apart;
}

EXPORT(goru_tables_bytes) size_t goru_tables_bytes(void)
{
    return (size_t)(__stop_tables_apart - __start_tables_apart);
}

// 0, or 1 if somebody uses them already, and they stay.
EXPORT(goru_leave_tables_out) int goru_leave_tables_out(void)
{
    if (state == IN_USE) {
        return 1;
    }
    memset(__start_tables_apart, 0, goru_tables_bytes());
    state = LEFT_OUT;
    return 0;
}

// 0, or the number of an error.
static int read_archive(void)
{
    const int fd = open(ARCHIVE, O_RDONLY);
    if (fd < 0) {
        return errno;
    }
    int error = 0;
    unsigned char *at = __start_tables_apart;
    while (error == 0 && at < __stop_tables_apart) {
        const ssize_t count = read(fd, at, (size_t)(__stop_tables_apart - at));
        if (count > 0) {
            at += count;
        }
        else {
            error = count == 0 ? EIO : errno;
        }
    }
    close(fd);
    return error;
}

int _Py_LoadTablesApart(int use)
{
    if (state == LEFT_OUT) {
        const int error = read_archive();
        if (error != 0) {
            // What an import from an archive out of reach says, see _goru/preload.py.
            PyObject *path = PyUnicode_FromString(ARCHIVE);
            PyObject *message = PyUnicode_FromString("can't read Zip file: '" ARCHIVE "'");
            if (path != NULL && message != NULL) {
                PyErr_SetImportError(message, NULL, path);
            }
            Py_XDECREF(path);
            Py_XDECREF(message);
            return -1;
        }
        state = PRESENT;
    }
    if (use == TABLES_APART_KEPT) {
        state = IN_USE;
    }
    return 0;
}
