/* The module that compiled reading takes for `re`: patterns that were written as C
   (scripts/patterns.py) match by it, all else is Python's own `re`. */
#include "matching.h"

typedef struct {
    PyObject_HEAD
    const Entry *entry;
    PyObject *text;         /* the pattern */
    PyObject *indices;      /* name of a group -> its number */
    PyObject *names;        /* number of a group -> its name or None */
    PyObject *real;         /* the same of `re`, once it is asked for */
} Pattern;

typedef struct {
    PyObject_VAR_HEAD
    Pattern *pattern;
    PyObject *string;
    Py_ssize_t pos, endpos;
    int last;
    Py_ssize_t marks[1];    /* begin and end of the match and of each group, -1 for none */
} Match;

typedef struct {
    PyObject_HEAD
    Pattern *pattern;
    PyObject *string;
    PyObject *real;         /* goes on where a text was too deep */
    Py_ssize_t pos, first, end, given;
    int longer;
} Matches;

static PyTypeObject PatternType, MatchType, MatchesType;
static PyObject *re_compile, *known, *no_index;

static PyObject *real_of(Pattern *self)
{
    if (self->real == NULL)
        self->real = PyObject_CallFunction(re_compile, "Oi", self->text, self->entry->flags);
    return self->real;
}

/* what `re` says to the same question */
static PyObject *asked(Pattern *self, const char *name, PyObject *const *args, Py_ssize_t n,
                       PyObject *keywords)
{
    PyObject *method, *result, *real = real_of(self);
    if (real == NULL || (method = PyObject_GetAttrString(real, name)) == NULL) return NULL;
    result = PyObject_Vectorcall(method, args, (size_t)n, keywords);
    Py_DECREF(method);
    return result;
}

/* whether a string is matched here */
static inline int ours(PyObject *string)
{
    return PyUnicode_CheckExact(string) && PyUnicode_IS_READY(string) &&
           (PyUnicode_KIND(string) != 1 || PyUnicode_GET_LENGTH(string) <= WIDENED);
}

int follows(const State *s, Py_ssize_t i, const Py_UCS4 *word, int size)
{
    if (s->end - i < size) return 0;
    for (int n = 1; n < size; n++)
        if (at(s, i + n) != word[n]) return 0;
    return 1;
}

/* string[, pos[, endpos]] that is matched here: 1, or 0 where `re` has to answer */
static int given(PyObject *const *args, Py_ssize_t n, PyObject *keywords, Py_ssize_t *pos,
                 Py_ssize_t *end)
{
    if (keywords != NULL || n < 1 || n > 3 || !ours(args[0])) return 0;
    Py_ssize_t size = PyUnicode_GET_LENGTH(args[0]);
    *pos = 0;
    *end = size;
    if (n > 1) {
        if (!PyLong_CheckExact(args[1])) return 0;
        *pos = PyLong_AsSsize_t(args[1]);
        if (*pos == -1 && PyErr_Occurred()) { PyErr_Clear(); return 0; }
        if (*pos < 0) *pos = 0;
        if (*pos > size) *pos = size;
    }
    if (n > 2) {
        if (!PyLong_CheckExact(args[2])) return 0;
        *end = PyLong_AsSsize_t(args[2]);
        if (*end == -1 && PyErr_Occurred()) { PyErr_Clear(); return 0; }
        if (*end < 0) *end = 0;
        if (*end > size) *end = size;
    }
    return 1;
}

static inline void begin(State *s, const Entry *entry, PyObject *string, Py_ssize_t pos,
                         Py_ssize_t end)
{
    s->chars = PyUnicode_DATA(string);
    s->kind = PyUnicode_KIND(string);
    if (s->kind == 1) {
        for (Py_ssize_t i = 0; i < end; i++) s->widened[i] = ((const Py_UCS1 *)s->chars)[i];
        s->chars = s->widened;
        s->kind = 2;
    }
    s->end = end;
    s->start = pos;
    s->whole = s->longer = s->depth = s->too_deep = s->last = 0;
    for (int i = 0; i < 2 * entry->groups; i++) s->marks[i] = -1;
    for (int i = 0; i < entry->loops; i++) s->round[i] = 0, s->before[i] = -1;
}

static PyObject *match_new(Pattern *pattern, PyObject *string, const State *s, Py_ssize_t pos,
                           Py_ssize_t endpos, Py_ssize_t end)
{
    int groups = pattern->entry->groups;
    Match *match = PyObject_NewVar(Match, &MatchType, 2 * groups);
    if (match == NULL) return NULL;
    match->pattern = (Pattern *)Py_NewRef(pattern);
    match->string = Py_NewRef(string);
    match->pos = pos;
    match->endpos = endpos;
    match->last = s->last;
    match->marks[0] = s->start;
    match->marks[1] = end;
    for (int i = 0; i < 2 * groups; i += 2) {
        int set = s->marks[i + 1] >= 0;
        match->marks[i + 2] = set ? s->marks[i] : -1;
        match->marks[i + 3] = set ? s->marks[i + 1] : -1;
    }
    return (PyObject *)match;
}

/* pattern */

static inline PyObject *one(Pattern *self, PyObject *const *args, Py_ssize_t n,
                            PyObject *keywords, const char *name, int search, int whole)
{
    State s;
    Py_ssize_t pos, end, found;
    if (!given(args, n, keywords, &pos, &end)) return asked(self, name, args, n, keywords);
    if (pos > end) Py_RETURN_NONE;
    begin(&s, self->entry, args[0], pos, end);
    s.whole = whole;
    found = (search ? self->entry->next : self->entry->here)(&s, pos);
    if (s.too_deep) return asked(self, name, args, n, keywords);
    if (found < 0) Py_RETURN_NONE;
    return match_new(self, args[0], &s, pos, end, found);
}

static PyObject *pattern_match(Pattern *self, PyObject *const *args, Py_ssize_t n, PyObject *kw)
{
    return one(self, args, n, kw, "match", 0, 0);
}

static PyObject *pattern_fullmatch(Pattern *self, PyObject *const *args, Py_ssize_t n, PyObject *kw)
{
    return one(self, args, n, kw, "fullmatch", 0, 1);
}

static PyObject *pattern_search(Pattern *self, PyObject *const *args, Py_ssize_t n, PyObject *kw)
{
    return one(self, args, n, kw, "search", 1, 0);
}

static PyObject *pattern_finditer(Pattern *self, PyObject *const *args, Py_ssize_t n, PyObject *kw)
{
    Py_ssize_t pos, end;
    if (!given(args, n, kw, &pos, &end)) return asked(self, "finditer", args, n, kw);
    Matches *matches = PyObject_New(Matches, &MatchesType);
    if (matches == NULL) return NULL;
    matches->pattern = (Pattern *)Py_NewRef(self);
    matches->string = Py_NewRef(args[0]);
    matches->real = NULL;
    matches->pos = matches->first = pos;
    matches->end = end;
    matches->given = 0;
    matches->longer = 0;
    return (PyObject *)matches;
}

/* tell whether nothing is found: then replacing and finding all need no more */
static int nothing(Pattern *self, PyObject *string)
{
    State s;
    begin(&s, self->entry, string, 0, PyUnicode_GET_LENGTH(string));
    return self->entry->next(&s, 0) < 0 && !s.too_deep;
}

static PyObject *pattern_sub(Pattern *self, PyObject *const *args, Py_ssize_t n, PyObject *kw)
{
    if (kw == NULL && n == 2 && ours(args[1]) && nothing(self, args[1]))
        return Py_NewRef(args[1]);
    return asked(self, "sub", args, n, kw);
}

static PyObject *pattern_findall(Pattern *self, PyObject *const *args, Py_ssize_t n, PyObject *kw)
{
    if (kw == NULL && n == 1 && ours(args[0]) && nothing(self, args[0]))
        return PyList_New(0);
    return asked(self, "findall", args, n, kw);
}

/* whatever else `re` has */
static PyObject *pattern_getattro(PyObject *self, PyObject *name)
{
    PyObject *found = PyObject_GenericGetAttr(self, name);
    if (found != NULL || !PyErr_ExceptionMatches(PyExc_AttributeError)) return found;
    PyErr_Clear();
    PyObject *real = real_of((Pattern *)self);
    return real == NULL ? NULL : PyObject_GetAttr(real, name);
}

static void pattern_dealloc(Pattern *self)
{
    Py_XDECREF(self->text);
    Py_XDECREF(self->indices);
    Py_XDECREF(self->names);
    Py_XDECREF(self->real);
    PyObject_Free(self);
}

static PyObject *pattern_reduce(Pattern *self, PyObject *Py_UNUSED(none))
{
    return Py_BuildValue("O(Oi)", re_compile, self->text, self->entry->flags);
}

static PyObject *pattern_text(Pattern *self, void *Py_UNUSED(none)) { return Py_NewRef(self->text); }
static PyObject *pattern_index(Pattern *self, void *Py_UNUSED(none)) { return PyDictProxy_New(self->indices); }
static PyObject *pattern_flags(Pattern *self, void *Py_UNUSED(none)) { return PyLong_FromLong(self->entry->told_flags); }
static PyObject *pattern_groups(Pattern *self, void *Py_UNUSED(none)) { return PyLong_FromLong(self->entry->groups); }

#define METHOD(name) {#name, (PyCFunction)(void (*)(void))pattern_##name, METH_FASTCALL | METH_KEYWORDS, NULL}
static PyMethodDef pattern_methods[] = {
    METHOD(match), METHOD(fullmatch), METHOD(search), METHOD(finditer), METHOD(sub), METHOD(findall),
    {"__reduce__", (PyCFunction)pattern_reduce, METH_NOARGS, NULL}, {0}};
static PyGetSetDef pattern_getset[] = {
    {"pattern", (getter)pattern_text}, {"groupindex", (getter)pattern_index},
    {"flags", (getter)pattern_flags}, {"groups", (getter)pattern_groups}, {0}};
static PyTypeObject PatternType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "replygraph._re.Pattern",
    .tp_basicsize = sizeof(Pattern), .tp_dealloc = (destructor)pattern_dealloc,
    .tp_getattro = pattern_getattro, .tp_methods = pattern_methods, .tp_getset = pattern_getset};

/* all matches, one after the other */

static PyObject *matches_next(Matches *self)
{
    State s;
    Py_ssize_t found;
    if (self->real != NULL) return PyIter_Next(self->real);
    if (self->pos > self->end) return NULL;
    begin(&s, self->pattern->entry, self->string, self->pos, self->end);
    s.longer = self->longer;
    found = self->pattern->entry->next(&s, self->pos);
    if (s.too_deep) {
        PyObject *all = PyObject_CallMethod(real_of(self->pattern), "finditer", "Onn",
                                            self->string, self->first, self->end);
        if (all == NULL) return NULL;
        self->real = all;
        for (Py_ssize_t i = 0; i < self->given; i++) {
            PyObject *before = PyIter_Next(all);
            if (before == NULL) return NULL;
            Py_DECREF(before);
        }
        return PyIter_Next(all);
    }
    if (found < 0) {
        self->pos = self->end + 1;
        return NULL;
    }
    self->given++;
    self->longer = found == s.start;
    self->pos = found;
    return match_new(self->pattern, self->string, &s, self->first, self->end, found);
}

static void matches_dealloc(Matches *self)
{
    Py_DECREF(self->pattern);
    Py_DECREF(self->string);
    Py_XDECREF(self->real);
    PyObject_Free(self);
}

static PyTypeObject MatchesType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "replygraph._re.Matches",
    .tp_basicsize = sizeof(Matches), .tp_dealloc = (destructor)matches_dealloc,
    .tp_iter = PyObject_SelfIter, .tp_iternext = (iternextfunc)matches_next};

/* match */

static Py_ssize_t group_of(Match *self, PyObject *which)
{
    Py_ssize_t number = -1;
    if (which == NULL) return 0;
    if (PyLong_CheckExact(which)) {
        number = PyLong_AsSsize_t(which);
        if (number == -1 && PyErr_Occurred()) PyErr_Clear();
    } else {
        PyObject *index = PyDict_GetItemWithError(self->pattern->indices, which);
        if (index != NULL) return PyLong_AsSsize_t(index);
        if (PyErr_Occurred()) PyErr_Clear();
    }
    if (number < 0 || number > self->pattern->entry->groups) {
        PyErr_SetString(PyExc_IndexError, "no such group");
        return -1;
    }
    return number;
}

static PyObject *slice(Match *self, Py_ssize_t number, PyObject *otherwise)
{
    Py_ssize_t from = self->marks[2 * number], to = self->marks[2 * number + 1];
    if (from < 0) return Py_NewRef(otherwise);
    return PyUnicode_Substring(self->string, from, to);
}

static PyObject *match_item(Match *self, PyObject *which)
{
    Py_ssize_t number = group_of(self, which);
    return number < 0 ? NULL : slice(self, number, Py_None);
}

static PyObject *match_group(Match *self, PyObject *const *args, Py_ssize_t n)
{
    if (n == 0) return slice(self, 0, Py_None);
    if (n == 1) return match_item(self, args[0]);
    PyObject *found = PyTuple_New(n);
    for (Py_ssize_t i = 0; found != NULL && i < n; i++) {
        PyObject *item = match_item(self, args[i]);
        if (item == NULL) Py_CLEAR(found);
        else PyTuple_SET_ITEM(found, i, item);
    }
    return found;
}

static PyObject *match_groups(Match *self, PyObject *const *args, Py_ssize_t n)
{
    PyObject *found = PyTuple_New(self->pattern->entry->groups);
    for (int i = 0; found != NULL && i < self->pattern->entry->groups; i++) {
        PyObject *item = slice(self, i + 1, n ? args[0] : Py_None);
        if (item == NULL) Py_CLEAR(found);
        else PyTuple_SET_ITEM(found, i, item);
    }
    return found;
}

static PyObject *match_groupdict(Match *self, PyObject *const *args, Py_ssize_t n)
{
    PyObject *name, *index, *found = PyDict_New();
    Py_ssize_t at_ = 0;
    while (found != NULL && PyDict_Next(self->pattern->indices, &at_, &name, &index)) {
        PyObject *item = slice(self, PyLong_AsSsize_t(index), n ? args[0] : Py_None);
        if (item == NULL || PyDict_SetItem(found, name, item) < 0) Py_CLEAR(found);
        Py_XDECREF(item);
    }
    return found;
}

static PyObject *match_start(Match *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t number = group_of(self, n ? args[0] : NULL);
    return number < 0 ? NULL : PyLong_FromSsize_t(self->marks[2 * number]);
}

static PyObject *match_end(Match *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t number = group_of(self, n ? args[0] : NULL);
    return number < 0 ? NULL : PyLong_FromSsize_t(self->marks[2 * number + 1]);
}

static PyObject *match_span(Match *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t number = group_of(self, n ? args[0] : NULL);
    if (number < 0) return NULL;
    return Py_BuildValue("nn", self->marks[2 * number], self->marks[2 * number + 1]);
}

static PyObject *match_last(Match *self, void *Py_UNUSED(none))
{
    if (self->last == 0) Py_RETURN_NONE;
    return PyLong_FromLong(self->last);
}

static PyObject *match_name(Match *self, void *Py_UNUSED(none))
{
    if (self->last == 0) Py_RETURN_NONE;
    return Py_NewRef(PyTuple_GET_ITEM(self->pattern->names, self->last));
}

static PyObject *match_string(Match *self, void *Py_UNUSED(none)) { return Py_NewRef(self->string); }
static PyObject *match_re(Match *self, void *Py_UNUSED(none)) { return Py_NewRef(self->pattern); }
static PyObject *match_pos(Match *self, void *Py_UNUSED(none)) { return PyLong_FromSsize_t(self->pos); }
static PyObject *match_endpos(Match *self, void *Py_UNUSED(none)) { return PyLong_FromSsize_t(self->endpos); }

static void match_dealloc(Match *self)
{
    Py_DECREF(self->pattern);
    Py_DECREF(self->string);
    PyObject_Free(self);
}

#undef METHOD
#define METHOD(name) {#name, (PyCFunction)(void (*)(void))match_##name, METH_FASTCALL, NULL}
static PyMethodDef match_methods[] = {
    METHOD(group), METHOD(groups), METHOD(groupdict), METHOD(start), METHOD(end), METHOD(span), {0}};
static PyGetSetDef match_getset[] = {
    {"lastindex", (getter)match_last}, {"lastgroup", (getter)match_name},
    {"string", (getter)match_string}, {"re", (getter)match_re},
    {"pos", (getter)match_pos}, {"endpos", (getter)match_endpos}, {0}};
static PyMappingMethods match_mapping = {.mp_subscript = (binaryfunc)match_item};
static PyTypeObject MatchType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "replygraph._re.Match",
    .tp_basicsize = sizeof(Match), .tp_itemsize = sizeof(Py_ssize_t),
    .tp_dealloc = (destructor)match_dealloc, .tp_methods = match_methods,
    .tp_getset = match_getset, .tp_as_mapping = &match_mapping};

/* module */

static PyObject *pattern_new(const Entry *entry, PyObject *text)
{
    Pattern *self = PyObject_New(Pattern, &PatternType);
    if (self == NULL) return NULL;
    self->entry = entry;
    self->text = Py_NewRef(text);
    self->real = NULL;
    self->indices = PyDict_New();
    self->names = PyTuple_New(entry->groups + 1);
    for (int i = 0; i <= entry->groups; i++) PyTuple_SET_ITEM(self->names, i, Py_NewRef(Py_None));
    for (const char *name = entry->names; *name;) {
        char *from;
        long number = strtol(name, &from, 10);
        from++;
        size_t size = strcspn(from, " ");
        PyObject *word = PyUnicode_FromStringAndSize(from, (Py_ssize_t)size);
        PyObject *index = PyLong_FromLong(number);
        PyDict_SetItem(self->indices, word, index);
        Py_DECREF(index);
        Py_DECREF(PyTuple_GET_ITEM(self->names, number));
        PyTuple_SET_ITEM(self->names, number, word);
        name = from + size + (from[size] == ' ');
    }
    return (PyObject *)self;
}

/* compile(pattern, flags=0), as in `re` */
static PyObject *compile(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t n,
                         PyObject *kw)
{
    if (kw == NULL && (n == 1 || n == 2) && PyUnicode_CheckExact(args[0])) {
        long flags = n == 2 ? PyLong_AsLong(args[1]) : 0;
        PyObject *number = PyDict_GetItemWithError(known, args[0]);
        if (number != NULL) {
            const Entry *entry = PyLong_AsVoidPtr(number);
            if (entry->flags == flags) return pattern_new(entry, args[0]);
        }
        if (PyErr_Occurred()) return NULL;
    }
    return PyObject_Vectorcall(re_compile, args, (size_t)n, kw);
}

static PyMethodDef functions[] = {
    {"compile", (PyCFunction)(void (*)(void))compile, METH_FASTCALL | METH_KEYWORDS, NULL}, {0}};
static PyModuleDef module = {PyModuleDef_HEAD_INIT, "_re", NULL, -1, functions};

static int enter(const Entry *entries, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *text = PyUnicode_DecodeUTF8(entries[i].text, entries[i].size, "surrogatepass");
        PyObject *number = PyLong_FromVoidPtr((void *)&entries[i]);
        if (text == NULL || number == NULL || PyDict_SetItem(known, text, number) < 0) return -1;
        Py_DECREF(text);
        Py_DECREF(number);
    }
    return 0;
}

#define FILE_(n) extern const Entry entries_##n[]; extern const Py_ssize_t count_##n;
#include "files.h"
#undef FILE_

PyMODINIT_FUNC PyInit__re(void)
{
    PyObject *re = PyImport_ImportModule("re"), *self = PyModule_Create(&module);
    if (re == NULL || self == NULL) return NULL;
    re_compile = PyObject_GetAttrString(re, "compile");
    known = PyDict_New();
    if (PyType_Ready(&PatternType) < 0 || PyType_Ready(&MatchType) < 0 || PyType_Ready(&MatchesType) < 0)
        return NULL;
    /* all else as `re` has it */
    if (PyDict_Merge(PyModule_GetDict(self), PyModule_GetDict(re), 0) < 0) return NULL;
#define FILE_(n) if (enter(entries_##n, count_##n) < 0) return NULL;
#include "files.h"
#undef FILE_
    return self;
}
