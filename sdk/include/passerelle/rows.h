/*
 * Short spellings of pas_row, so that a document's table reads as a table: one line an element or an
 * attribute, with its depth, name, flags, longest value and field. For the files of a plugin that hold
 * tables; nothing else needs it (its names are short on purpose).
 */
#ifndef PASSERELLE_ROWS_H
#define PASSERELLE_ROWS_H

#include "plugin.h"

#define ROW(depth, what, lex, flags, max, slot, name, target, link, values, fix)                             \
    {                                                                                                        \
        (depth), (what), (lex), (flags), (max), (slot), (name), (target), (link), (values), (fix)            \
    }

/* structure */
#define NEST(depth, name, flags) ROW(depth, PAS_ROW_NEST, 0, flags, 0, 0, name, NULL, NULL, NULL, NULL)
#define RECORD(depth, name, flags, kind, fix)                                                                \
    ROW(depth, PAS_ROW_RECORD, 0, flags, 0, 0, name, kind, NULL, NULL, fix)
#define IGNORE(depth, name, flags) ROW(depth, PAS_ROW_IGNORE, 0, flags, 0, 0, name, NULL, NULL, NULL, NULL)
#define UP(depth, field) ROW(depth, PAS_ROW_UP, 0, 0, 0, 0, NULL, field, NULL, NULL, NULL)
#define CONSTANT(depth, lex, field, value)                                                                   \
    ROW(depth, PAS_ROW_CONST, lex, 0, 0, 0, NULL, field, NULL, value, NULL)
#define SCOPE(depth, name, lex, flags, max)                                                                  \
    ROW(depth, PAS_ROW_SCOPE, lex, flags, max, 0, name, NULL, NULL, NULL, NULL)
#define FROM(depth, name, field, link)                                                                       \
    ROW(depth, PAS_ROW_FROM, PAS_LEX_TEXT, 0, 0, 0, name, field, link, NULL, NULL)
#define KEEP(depth, name, lex, flags, max, slot)                                                             \
    ROW(depth, PAS_ROW_KEEP, lex, flags, max, slot, name, NULL, NULL, NULL, NULL)

/* values */
#define VALUE(depth, name, lex, flags, max, field)                                                           \
    ROW(depth, PAS_ROW_VALUE, lex, flags, max, 0, name, field, NULL, NULL, NULL)
#define TEXT(depth, name, flags, max, field) VALUE(depth, name, PAS_LEX_TEXT, flags, max, field)
#define RAW(depth, name, flags, max, field) VALUE(depth, name, PAS_LEX_RAW, flags, max, field)
#define UINT(depth, name, flags, max, field) VALUE(depth, name, PAS_LEX_UINT, flags, max, field)
#define DEC(depth, name, flags, field) VALUE(depth, name, PAS_LEX_DECIMAL, flags, 0, field)
#define BOOL(depth, name, flags, field) VALUE(depth, name, PAS_LEX_BOOL, flags, 0, field)
#define DATE(depth, name, flags, field) VALUE(depth, name, PAS_LEX_DATE_FR, flags, 0, field)
#define DATE_ISO(depth, name, flags, field) VALUE(depth, name, PAS_LEX_DATE_ISO, flags, 0, field)
#define TIME(depth, name, flags, field) VALUE(depth, name, PAS_LEX_TIME_HMS, flags, 0, field)
#define WEEKS(depth, name, flags, field) VALUE(depth, name, PAS_LEX_WEEKS, flags, 0, field)
#define CODED(depth, name, flags, max, field, values)                                                        \
    ROW(depth, PAS_ROW_VALUE, PAS_LEX_TEXT, flags, max, 0, name, field, NULL, values, NULL)
#define LINK(depth, name, lex, flags, max, field, to)                                                        \
    ROW(depth, PAS_ROW_VALUE, lex, flags, max, 0, name, field, to, NULL, NULL)

#endif
