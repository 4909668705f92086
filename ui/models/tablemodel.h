#pragma once

#include "ui/widgets/tooltiptext.h"

#include <QAbstractTableModel>
#include <QHash>

#include <algorithm>
#include <vector>

namespace lockbox::ui {

/// A table of plain values. Writes Qt's overrides once, with all bounds checks; a concrete model says what its columns are, what a
/// cell holds, and what makes a row the same row after a refresh. Texts are plain, those of tool tips too.
template<typename Row, typename Key>
class TableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    int columnCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : columns();
    }

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final
    {
        if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
            return {};
        const QVariant value = cell(row(index.row()), index.column(), role);
        return role == Qt::ToolTipRole && value.isValid() ? plainToolTip(value.toString()) : value;
    }

    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columns())
            return {};
        return header(section, role);
    }

    const std::vector<Row> &rows() const { return m_rows; }
    const Row &row(int index) const { return m_rows[static_cast<size_t>(index)]; }

    /// The row with this key, or -1.
    int rowOf(const Key &key) const
    {
        const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                     [&](const Row &row) { return keyOf(row) == key; });
        return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
    }

protected:
    virtual int columns() const = 0;
    virtual QVariant header(int column, int role) const = 0;
    virtual QVariant cell(const Row &row, int column, int role) const = 0;
    virtual Key keyOf(const Row &row) const = 0;

    /// Shows other rows; selection and scroll are forgotten.
    void resetRows(std::vector<Row> rows)
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }

    void insertRowsAt(int at, std::vector<Row> rows)
    {
        if (rows.empty())
            return;
        beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
        m_rows.insert(m_rows.begin() + at, std::make_move_iterator(rows.begin()),
                      std::make_move_iterator(rows.end()));
        endInsertRows();
    }

    void appendRows(std::vector<Row> rows) { insertRowsAt(rowCount(), std::move(rows)); }

    void dropRows(int first, int count)
    {
        if (count <= 0)
            return;
        beginRemoveRows({}, first, first + count - 1);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
        endRemoveRows();
    }

    /// Shows `rows` so that whatever stays keeps its index: selection, current row and scroll survive.
    void mergeRows(std::vector<Row> rows)
    {
        dropMissing(rows);
        reorderLike(rows);
        insertNew(rows);
        updateChanged(std::move(rows));
    }

    /// Changes one row in place, if that changes it.
    void updateRow(int at, const Row &value)
    {
        Row &old = m_rows[static_cast<size_t>(at)];
        if (old == value)
            return;
        old = value;
        emit dataChanged(index(at, 0), index(at, columns() - 1));
    }

private:
    using Positions = QHash<Key, int>;

    Positions positionsOf(const std::vector<Row> &rows) const
    {
        Positions positions;
        positions.reserve(static_cast<qsizetype>(rows.size()));
        for (size_t i = 0; i < rows.size(); ++i)
            positions.insert(keyOf(rows[i]), static_cast<int>(i));
        return positions;
    }

    void dropMissing(const std::vector<Row> &rows)
    {
        const Positions wanted = positionsOf(rows);
        for (int last = rowCount() - 1; last >= 0; --last) {
            if (wanted.contains(keyOf(row(last))))
                continue;
            int first = last;
            while (first > 0 && !wanted.contains(keyOf(row(first - 1))))
                --first;
            dropRows(first, last - first + 1);
            last = first;
        }
    }

    /// Every present row is in `rows`; brings them into its order.
    void reorderLike(const std::vector<Row> &rows)
    {
        const Positions wanted = positionsOf(rows);
        const auto before = [&](const Row &a, const Row &b) {
            return wanted.value(keyOf(a)) < wanted.value(keyOf(b));
        };
        if (std::is_sorted(m_rows.begin(), m_rows.end(), before))
            return;
        emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList old = persistentIndexList();
        std::vector<Key> keys;
        keys.reserve(static_cast<size_t>(old.size()));
        for (const QModelIndex &index : old)
            keys.push_back(keyOf(row(index.row())));
        std::stable_sort(m_rows.begin(), m_rows.end(), before);
        const Positions now = positionsOf(m_rows);
        QModelIndexList moved;
        moved.reserve(old.size());
        for (qsizetype i = 0; i < old.size(); ++i)
            moved.append(index(now.value(keys[static_cast<size_t>(i)]), old[i].column()));
        changePersistentIndexList(old, moved);
        emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    /// The present rows are `rows` without some, in the same order.
    void insertNew(const std::vector<Row> &rows)
    {
        const Positions present = positionsOf(m_rows);
        for (size_t first = 0; first < rows.size(); ++first) {
            if (present.contains(keyOf(rows[first])))
                continue;
            size_t last = first + 1;
            while (last < rows.size() && !present.contains(keyOf(rows[last])))
                ++last;
            insertRowsAt(static_cast<int>(first),
                         {rows.begin() + static_cast<std::ptrdiff_t>(first),
                          rows.begin() + static_cast<std::ptrdiff_t>(last)});
            first = last;
        }
    }

    void updateChanged(std::vector<Row> rows)
    {
        for (size_t i = 0; i < rows.size(); ++i)
            updateRow(static_cast<int>(i), rows[i]);
    }

    std::vector<Row> m_rows;
};

} // namespace lockbox::ui
