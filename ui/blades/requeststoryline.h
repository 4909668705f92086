#pragma once

#include "ui/blades/requesttimeline.h"

#include <QWidget>

class QVBoxLayout;

namespace lockbox::ui {

/// One entry of a timeline: a dot on a line, and beside it what happened, when, and what was said.
class RequestStoryItem : public QWidget
{
    Q_OBJECT

public:
    RequestStoryItem(const StoryEntry &entry, bool isFirst, bool isLast, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString timeText() const;

    StoryEntry m_entry;
    bool m_isFirst;
    bool m_isLast;
};

/// A request's story from top to bottom.
class RequestStoryLine : public QWidget
{
    Q_OBJECT

public:
    explicit RequestStoryLine(QWidget *parent = nullptr);

    /// Shows other entries; the same entries are left alone.
    void show(const std::vector<StoryEntry> &entries);

private:
    void rebuild();

    QVBoxLayout *m_layout;
    std::vector<StoryEntry> m_entries;
};

} // namespace lockbox::ui
