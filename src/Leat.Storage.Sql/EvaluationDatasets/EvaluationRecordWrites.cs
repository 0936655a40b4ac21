using System.Buffers.Binary;
using System.Security.Cryptography;
using Leat.Core;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>Writes records to one dataset, which the transaction has locked.</summary>
/// <remarks>
/// <list type="number">
/// <item>Look up all stored records with the same inputs, with few queries.</item>
/// <item>Merge in memory, record after record, since several of one call may have the same inputs.</item>
/// <item>Write each record that is new or has changed once.</item>
/// </list>
/// </remarks>
internal sealed class EvaluationRecordWrites(WriteTransaction transaction, long dataset, long nowMs)
{
    /// <summary>Hashes in one query: 64 KB of them.</summary>
    private const int HashesAtOnce = 1_000;

    /// <summary>Characters in one statement. MariaDB takes packets of 16 MiB, and a character may take four bytes.</summary>
    private const int CharactersAtOnce = 1 << 20;

    private readonly Dictionary<string, EvaluationDatasetRecord> _records = new(StringComparer.Ordinal);

    /// <summary>Sets the records of one call apart from those of others in the same millisecond.</summary>
    private readonly string _call = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    public async ValueTask<EvaluationDatasetUpsert> WriteAsync(IReadOnlyList<NewEvaluationDatasetRecord> records)
    {
        // 1. Look up.
        foreach (var hashes in records.Select(record => record.InputHash).Distinct(StringComparer.Ordinal).Chunk(HashesAtOnce))
            await ReadAsync(hashes).ConfigureAwait(false);

        // 2. Merge.
        var inserted = 0;
        foreach (var record in records)
        {
            if (_records.TryGetValue(record.InputHash, out var stored))
                _records[record.InputHash] = stored.Merge(record, nowMs);
            else
                _records.Add(record.InputHash, EvaluationDatasetRecord.From(record, NewId(inserted++), nowMs));
        }

        // 3. Write.
        await WriteAllAsync().ConfigureAwait(false);
        return new EvaluationDatasetUpsert(inserted, records.Count - inserted);
    }

    private async ValueTask ReadAsync(string[] hashes)
    {
        var records = await transaction.Session.ReadAsync(
            $"SELECT {EvaluationRecordColumns.All} FROM evaluation_dataset_records r WHERE r.dataset = @p0 AND {transaction.Syntax.InTexts("r.input_hash", "@p1")}",
            [dataset, transaction.Syntax.ListOf(hashes)],
            EvaluationRecordColumns.Read,
            CancellationToken.None).ConfigureAwait(false);
        foreach (var record in records)
            _records.Add(record.InputHash, record);
    }

    private async ValueTask WriteAllAsync()
    {
        var rows = new List<object?[]>();
        var size = 0;
        foreach (var record in _records.Values)
        {
            var length = record.Inputs.Length + (record.Outputs?.Length ?? 0) + (record.Expectations?.Length ?? 0) + record.Tags.Length
                + (record.Source?.Length ?? 0);
            if (size > 0 && size + length > CharactersAtOnce)
            {
                await transaction.WriteRowsAsync(RowWrites.EvaluationDatasetRecord, rows).ConfigureAwait(false);
                rows.Clear();
                size = 0;
            }

            rows.Add(EvaluationRecordColumns.ToRow(dataset, record));
            size += length;
        }

        if (rows.Count > 0)
            await transaction.WriteRowsAsync(RowWrites.EvaluationDatasetRecord, rows).ConfigureAwait(false);
    }

    /// <summary>Ids that grow within a call: records are read by time, then id, and so come back in the order in which they were sent.</summary>
    private string NewId(int ordinal)
    {
        Span<byte> order = stackalloc byte[sizeof(long) + sizeof(int)];
        BinaryPrimitives.WriteInt64BigEndian(order, nowMs << 16);
        BinaryPrimitives.WriteInt32BigEndian(order[6..], ordinal);
        return $"dr-{Convert.ToHexStringLower(order[..10])}{_call}";
    }
}
