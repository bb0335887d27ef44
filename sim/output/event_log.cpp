// SPDX-License-Identifier: MIT
#include "output/event_log.h"

#include <algorithm>

#include "output/annotate.h"
#include "output/schema.h"
#include "support/month.h"

namespace talentsim::output {

namespace {

constexpr std::size_t kChunkRecords = 65536;  // at most 512 KiB a column, within HDF5's chunk cache

std::int64_t value_of(EventField field, const stats::Event& event) {
  switch (field) {
    case EventField::month:
      return Month(event.month).days_since_epoch();
    case EventField::person:
      return static_cast<std::int64_t>(event.person);
    case EventField::household:
      return static_cast<std::int64_t>(event.household);
    case EventField::event:
      return static_cast<std::int64_t>(event.what);
    case EventField::scheme:
      return event.scheme;
    case EventField::detail:
      return event.detail;
    case EventField::ordinal:
      return event.ordinal;
    case EventField::sector:
      return event.sector;
    case EventField::skill:
      return event.skill;
    case EventField::age_years:
      return event.age_years;
    case EventField::sex:
      return event.sex;
    case EventField::record:
    case EventField::replicate:
      break;  // not of the event alone
  }
  return 0;
}

template <class T>
void fill(std::vector<T>& out, EventField field, std::span<const stats::Event> events,
          int replicate, std::int64_t first_record) {
  if (field == EventField::replicate) {
    out.insert(out.end(), events.size(), static_cast<T>(replicate));
  } else if (field == EventField::record) {
    for (std::size_t i = 0; i < events.size(); ++i) {
      out.push_back(static_cast<T>(first_record + static_cast<std::int64_t>(i)));
    }
  } else {
    for (const stats::Event& event : events) out.push_back(static_cast<T>(value_of(field, event)));
  }
}

template <class T>
void write_column(hdf5::Dataset& dataset, std::vector<T>& values, unsigned long long offset) {
  dataset.extend(offset + values.size());
  dataset.write({offset}, {values.size()}, std::span<const T>(values));
  values.clear();
}

}  // namespace

EventLog::EventLog(hdf5::Group group, const stats::Axes& axes) : group_(std::move(group)) {
  columns_.reserve(event_columns().size());
  for (std::size_t i = 0; i < event_columns().size(); ++i) {
    Column& column = make_column(i, axes);
    if (i == 0) column.dataset.make_scale(event_columns()[0].variable.name);
    if (i > 0) column.dataset.attach_scale(0, columns_[0].dataset);
  }
}

EventLog::Column& EventLog::make_column(std::size_t index, const stats::Axes& axes) {
  const EventColumn& description = event_columns()[index];
  const Variable& variable = description.variable;
  Column& column = columns_.emplace_back();
  column.dataset =
      group_.dataset(variable.name, {description.type, {0}, {kChunkRecords}, /*growing=*/true});
  describe(column.dataset, variable);
  if (description.field == EventField::month) column.dataset.attribute("calendar", kCalendar);
  if (description.field == EventField::event) {
    add_flags(column.dataset, 0, stats::happening_names());
  }
  const auto add_words = [&](const std::vector<std::string>& words) {  // 0 is the first, -1 none
    std::vector<std::string> all = {"none"};
    all.insert(all.end(), words.begin(), words.end());
    add_flags(column.dataset, -1, all);
  };
  if (description.field == EventField::scheme) add_words(axes.schemes);
  if (description.field == EventField::sector) add_words(axes.sectors);
  if (description.field == EventField::skill) add_words({"high", "middle", "elementary"});
  if (description.field == EventField::sex) add_words(stats::sex_names());
  return column;
}

void EventLog::append(std::span<const stats::Event> events, int replicate) {
  while (!events.empty()) {
    const std::size_t count = std::min(events.size(), kChunkRecords - buffered_);
    const auto part = events.first(count);
    const auto first_record = static_cast<std::int64_t>(written_ + buffered_);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const EventColumn& description = event_columns()[i];
      Column& column = columns_[i];
      if (description.type == hdf5::Type::int8) {
        fill(column.int8, description.field, part, replicate, first_record);
      } else if (description.type == hdf5::Type::int32) {
        fill(column.int32, description.field, part, replicate, first_record);
      } else {
        fill(column.int64, description.field, part, replicate, first_record);
      }
    }
    buffered_ += count;
    events = events.subspan(count);
    if (buffered_ == kChunkRecords) write_buffer();
  }
}

void EventLog::write_buffer() {
  for (Column& column : columns_) {
    if (!column.int8.empty()) write_column(column.dataset, column.int8, written_);
    if (!column.int32.empty()) write_column(column.dataset, column.int32, written_);
    if (!column.int64.empty()) write_column(column.dataset, column.int64, written_);
  }
  written_ += buffered_;
  buffered_ = 0;
}

void EventLog::close() {
  write_buffer();
  for (Column& column : columns_) column.dataset.close();
}

}  // namespace talentsim::output
