// SPDX-License-Identifier: MIT
// Fills the rules from a tree, field by field, and notes every mistake it meets.
#pragma once

#include "scenario/fields.h"
#include "scenario/leaf.h"
#include "scenario/parameter.h"
#include "scenario/tree.h"

namespace talentsim::scenario {

struct Report {
  std::vector<Problem> problems;
  std::vector<Parameter> parameters;
  bool partial =
      false;  // some file could not be read: what is missing, or unknown by name, may stand there
  void add(const Mark& mark, std::string message);
  bool is_full() const { return problems.size() >= kMostProblems; }
};

// One binder for each mapping being visited; nested mappings get their own.
class Binder : public Fields {
 public:
  // `mapping` null: not written. `source`: what the enclosing mappings say.
  Binder(Report& report, const Node* mapping, std::string path, Mark mark,
         std::vector<std::string> source = {});

  // Keys of this mapping that something else reads.
  void allow(const std::vector<std::string>& keys);
  // Reports the keys that nothing has asked for. To be called once, after all fields.
  void finish();

  void number(std::string_view name, double& out, const Spec& spec) override;
  void optional_number(std::string_view name, std::optional<double>& out,
                       const Spec& spec) override;
  void flag(std::string_view name, bool& out, const Spec& spec) override;
  void text(std::string_view name, std::string& out, const Spec& spec) override;
  void month(std::string_view name, Month& out, const Spec& spec) override;
  void series(std::string_view name, Series& out, const Spec& spec) override;
  void numbers(std::string_view name, std::vector<double>& out, std::size_t size, double sum,
               const Spec& spec) override;
  void numbers_by_name(std::string_view name, std::vector<double>& out,
                       const std::vector<std::string>& names, double sum,
                       const Spec& spec) override;
  void table(std::string_view name, std::vector<std::vector<double>>& out, std::size_t rows,
             std::size_t columns, double row_sum, const Spec& spec) override;
  bool range(std::string_view name, Range& out, const Spec& spec) override;
  void choice(std::string_view name, int& out, const std::vector<std::string>& words,
              const Spec& spec) override;
  void texts(std::string_view name, std::vector<std::string>& out, const Spec& spec) override;
  void section(std::string_view name, const std::function<void(Fields&)>& body,
               const Spec& spec) override;
  void entries(std::string_view name, const std::function<void(Fields&, const std::string&)>& body,
               const Spec& spec) override;
  void items(std::string_view name, const std::function<void(Fields&, std::size_t)>& body,
             const Spec& spec) override;
  bool present() const override { return mapping_ != nullptr; }
  void expect(bool ok, std::string_view problem, std::string_view at) override;

 private:
  // A field that has been asked for, and whether it had a problem.
  struct Visit {
    std::string name;
    const Node* node;  // null: not written
    bool clean;
  };
  // A written value, unwrapped: what is left to do is to read leaf.value.
  struct Found {
    Leaf leaf;
    std::string path;
    const Node* node;
    explicit operator bool() const { return node != nullptr; }
  };
  enum class Shape { single, series, list };

  std::string path_to(std::string_view name) const;
  Found find(std::string_view name, const Spec& spec);
  void leave(const Found& found, std::size_t problems_before);
  void complain(const Found& found, const std::string& problem);
  bool check_wrapping(const Found& found, const Spec& spec);
  void check_unit(const Node* unit, const std::string& path, const Spec& spec);
  void check_role(const Found& found);
  // Checks source and prior against the values read, and enters the parameter in the table.
  void record(const Found& found, const Spec& spec, Shape shape, const std::vector<double>& values,
              std::string shown);
  void check_prior_of(const Found& found, const std::vector<double>& values);
  // The same for numbers by name: as one, or one by one when any carries its own source or prior.
  void record_named(const Found& found, const std::vector<std::string>& names, const Spec& spec,
                    const std::vector<double>& values);
  void record_default(std::string_view name, const Spec& spec, std::string shown);
  bool read_bounded(const Node& node, const std::string& path, const Spec& spec, double& out);
  bool read_list(const Node& node, const std::string& path, std::size_t size, double sum,
                 const Spec& spec, std::vector<double>& out);
  void check_sum(const Node& node, const std::string& path, const std::vector<double>& values,
                 double sum);
  bool read_named(const Found& found, const std::vector<std::string>& names, const Spec& spec,
                  std::vector<double>& out);
  bool read_dated(const Found& found, const Spec& spec, Series& out);
  // What the mapping says of its source, else what the enclosing ones say.
  std::vector<std::string> source_for(const Node* node, const std::string& path) const;
  bool wants_mapping(const Found& found);

  Report& report_;
  const Node* mapping_;
  std::string path_;
  Mark mark_;
  std::vector<std::string> source_;
  std::vector<Visit> visits_;
  std::size_t problems_at_start_;
};

}  // namespace talentsim::scenario
