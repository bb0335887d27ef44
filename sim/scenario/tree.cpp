// SPDX-License-Identifier: MIT
#include "scenario/tree.h"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "scenario/plain_text.h"

namespace talentsim::scenario {
namespace {

// Thrown to leave the parser when going on makes no sense; the problem is already recorded.
struct Stop {};

// Builds the tree from the parser's events. Aliases are refused rather than followed, so a file
// cannot grow in memory.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& file, std::vector<Problem>& problems)
      : file_(std::make_shared<const std::string>(file)), problems_(problems) {}

  // The finished tree. Only now is a collection used as a key sure: the parser also announces one
  // when a bracket is never closed.
  std::optional<Node> take() {
    for (const YAML::Mark& mark : collection_keys_)
      report(mark, "a list or mapping is used as a key (keys are plain names)");
    return std::move(root_);
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) stop(mark, "a second document starts here (a file holds one document)");
  }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    report(mark, fmt::format(
                     "anchor '&{}' is not allowed (repetition by reference can hide a huge file); "
                     "write the value out where it is used",
                     name));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report(mark,
           "an alias is not allowed (repetition by reference can hide a huge file); write the "
           "value out");
    Node node = scalar_node("", place(mark));
    node.broken = true;
    add(std::move(node));
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    add(scalar_node("", place(mark)));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    check_tag(mark, tag);
    Node node = scalar_node(value, place(mark), tag == "!");
    if (const std::string hidden = hidden_in(value); !hidden.empty()) {
      report(mark, hidden);
      node.broken = true;
    }
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, Node::Kind::sequence);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, Node::Kind::mapping);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  // A collection being filled. A mapping alternates between waiting for a key and for its value.
  struct Frame {
    Node node;
    bool has_key = false, drop = false;  // drop: the key was refused, its value is not kept
    bool is_key = false;                 // the collection stands where a key should
    std::string key;
    Mark key_mark;
    std::unordered_map<std::string, Mark> seen;
  };

  Mark place(const YAML::Mark& mark) const { return {file_, mark.line + 1, mark.column + 1}; }

  void report(const YAML::Mark& mark, std::string message) {
    if (problems_.size() >= kMostProblems) throw Stop{};
    problems_.push_back({*file_, mark.line + 1, mark.column + 1, std::move(message)});
  }
  [[noreturn]] void stop(const YAML::Mark& mark, std::string message) {
    report(mark, std::move(message));
    throw Stop{};
  }
  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      report(
          mark,
          fmt::format(
              "tag '{}' is not allowed (a scenario holds only text, numbers, lists and mappings)",
              tag));
  }
  void count(const Mark& mark) {
    if (++nodes_ > kMostNodes)
      stop({}, fmt::format("more than {} values (line {}); a scenario is not a data set",
                           kMostNodes, mark.line));
  }

  void open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind) {
    check_tag(mark, tag);
    if (frames_.size() >= kDeepestNesting)
      stop(mark,
           fmt::format("nested deeper than {} levels (no scenario needs that)", kDeepestNesting));
    Frame frame;
    frame.is_key = waits_for_key();
    if (frame.is_key && open_keys_++ == 0 && collection_keys_.size() < kMostProblems)
      collection_keys_.push_back(mark);
    frame.node.kind = kind;
    frame.node.mark = place(mark);
    frames_.push_back(std::move(frame));
  }
  void close() {
    Node node = std::move(frames_.back().node);
    if (frames_.back().is_key) --open_keys_;
    frames_.pop_back();
    if (waits_for_key()) {
      frames_.back().has_key = frames_.back().drop = true;  // reported when it was opened
      return;
    }
    add(std::move(node));
  }
  bool waits_for_key() const {
    return !frames_.empty() && frames_.back().node.is_mapping() && !frames_.back().has_key;
  }

  void add(Node node) {
    count(node.mark);
    if (frames_.empty()) {
      root_ = std::move(node);
    } else if (frames_.back().node.is_sequence()) {
      frames_.back().node.items.push_back(std::move(node));
    } else if (waits_for_key()) {
      take_key(std::move(node));
    } else {
      take_value(std::move(node));
    }
  }
  void take_key(Node node) {
    Frame& frame = frames_.back();
    const YAML::Mark mark = mark_of(node);
    frame.has_key = true;
    frame.drop = true;
    if (node.broken) return;
    if (node.text.empty()) return report(mark, "empty key (a key is a name)");
    if (node.text.find('\n') != std::string::npos)
      return report(mark, "line break in a key (a key is a name)");
    if (node.text == "<<")
      return report(
          mark, "merge key '<<' is not allowed (what it merges is easily misread); use extends");
    auto [first, fresh] = frame.seen.emplace(node.text, node.mark);
    if (!fresh)
      return report(mark, fmt::format("duplicate key '{}' (first given at line {}, column {})",
                                      node.text, first->second.line, first->second.column));
    if (frame.seen.size() > kMostKeys)
      stop(mark, fmt::format("more than {} keys in one mapping; a scenario is not a data set",
                             kMostKeys));
    frame.drop = false;
    frame.key = std::move(node.text);
    frame.key_mark = node.mark;
  }
  void take_value(Node node) {
    Frame& frame = frames_.back();
    if (node.is_empty_scalar())
      node.mark = frame.key_mark;  // the parser would point at what follows
    if (!frame.drop)
      frame.node.entries.push_back({std::move(frame.key), frame.key_mark, std::move(node)});
    frame.has_key = frame.drop = false;
  }
  static YAML::Mark mark_of(const Node& node) {
    YAML::Mark mark;
    mark.line = node.mark.line - 1;
    mark.column = node.mark.column - 1;
    return mark;
  }

  std::shared_ptr<const std::string> file_;
  std::vector<Problem>& problems_;
  std::optional<Node> root_;
  std::vector<Frame> frames_;
  std::size_t nodes_ = 0;
  std::vector<YAML::Mark> collection_keys_;
  int documents_ = 0, open_keys_ = 0;
};

std::string_view line_of(std::string_view text, int number) {
  for (int i = 0; i < number; ++i) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  return text.substr(0, text.find('\n'));
}

bool has_full_width_colon(std::string_view line) {
  return line.find("\uff1a") != std::string_view::npos;
}

// The parser's complaint with what people most often did.
Problem not_yaml(std::string_view text, const std::string& file, const YAML::Exception& e) {
  int number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {  // left by a version control system
    if (text.substr(at).starts_with("<<<<<<< "))
      return {file, number, 1, "not YAML (an unsolved merge conflict); keep one of its two sides"};
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  const std::string_view line = line_of(text, e.mark.line);
  const auto margin = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
  const std::string_view message = e.msg;
  const char* hint = "";
  if (margin.find('\t') != std::string_view::npos)
    hint = "; the line begins with a tab, and YAML is indented with spaces";
  else if (has_full_width_colon(line) ||
           (e.mark.line > 0 && has_full_width_colon(line_of(text, e.mark.line - 1))))
    hint = "; a full-width colon stands where ': ' is needed";
  else if (message == "illegal map value")
    hint = "; a key has a space after its colon, and a text with ': ' stands in quotes";
  else if (message == "end of map not found" || message == "end of sequence not found")
    hint = "; keys of one mapping begin in the same column, and each has ': ' after it";
  else if (message == "end of map flow not found" || message == "end of sequence flow not found")
    hint = "; a bracket before is not closed";
  return {file, e.mark.line + 1, e.mark.column + 1, fmt::format("not YAML ({}){}", e.msg, hint)};
}

}  // namespace

std::optional<Node> parse_tree(const std::string& text, const std::string& file,
                               std::vector<Problem>& problems) {
  if (auto problem = not_plain_text(text, file)) {
    problems.push_back(std::move(*problem));
    return {};
  }
  TreeBuilder builder(file, problems);
  std::optional<Node> root;
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    root = builder.take();
  } catch (const Stop&) {
    return {};
  } catch (const YAML::Exception& e) {
    problems.push_back(not_yaml(text, file, e));
    return {};
  } catch (const std::exception& e) {
    problems.push_back({file, 0, 0, fmt::format("not YAML ({})", e.what())});
    return {};
  }
  if (!root || root->is_empty_scalar()) {
    problems.push_back(
        {file, 0, 0, "nothing in the file (a scenario is a mapping of keys to values)"});
    return {};
  }
  return root;
}

}  // namespace talentsim::scenario
