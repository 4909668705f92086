#pragma once

#include <QTableView>

#include <vector>

namespace lockbox::ui {

/// A table of which rows are chosen and opened, never cells: a ring shows the row that the keyboard is at, a click or Enter opens
/// it, what is typed goes to the search.
class ListTable : public QTableView
{
    Q_OBJECT

public:
    static constexpr int rowHeight = 40;

    explicit ListTable(QWidget *parent = nullptr);

    /// The chosen rows: one as a sentence of its cells, several as tab-separated values with the header.
    QString chosenText() const;

signals:
    void opened(const QModelIndex &row);
    /// A key that belongs into the search box.
    void typed(const QString &text);
    /// The row under the pointer, or -1.
    void hovered(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &) override {}
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;

private:
    bool handleCommand(const QKeyEvent &event);
    std::vector<int> shownColumns() const;
    void findStart();
    void setHoveredRow(int row);

    int m_hoveredRow = -1;
};

} // namespace lockbox::ui
