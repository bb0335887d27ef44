// SPDX-License-Identifier: MIT
// Columns that CSV files of figures by period share.
#pragma once

#include <string>

#include "run/table.h"

namespace talentsim::run {

std::string csv_field(const std::string& text);  // quoted where RFC 4180 asks for it

// table ... complete: which figure, of what, in which period, and whether the run covers it.
extern const char* const kCsvFigureColumns;
std::string csv_figure(const Row& row, const TableOptions& options, const Period& period,
                       Month last);
std::string csv_definition(const Row& row);

}  // namespace talentsim::run
