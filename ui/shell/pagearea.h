#pragma once

#include <QHash>
#include <QWidget>

class QStackedWidget;

namespace lockbox::ui {

class Blade;
class ElidedLabel;
class MessageBar;
class TextLabel;
struct PageFactory;

/// Where a page stands: messages and the way to the page above it.
class PageArea : public QWidget
{
    Q_OBJECT

public:
    explicit PageArea(QWidget *parent = nullptr);

    /// Puts a page in; it stays until it is removed.
    void addPage(const QString &id, Blade *page);
    Blade *page(const QString &id) const { return m_pages.value(id); }
    void showPage(const PageFactory &factory);
    Blade *current() const;
    void removePage(const QString &id);
    void clear();
    /// Beside the title: as of when the data are, where they are not of now.
    void setAsOf(const QString &text);
    MessageBar &messages() { return *m_messages; }

private:
    QHash<QString, Blade *> m_pages;
    MessageBar *m_messages;
    TextLabel *m_group;
    TextLabel *m_arrow;
    ElidedLabel *m_title;
    TextLabel *m_asOf;
    QStackedWidget *m_stack;
};

} // namespace lockbox::ui
