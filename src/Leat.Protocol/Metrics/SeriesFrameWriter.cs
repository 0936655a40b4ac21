using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Writes histories as <c>docs/formats/series.md</c> says: a frame each, of a header in JSON and columns of bytes, which a page can draw
/// without parsing.</summary>
/// <remarks>
/// <list type="number">
/// <item>Decide the type of each column: the narrowest that holds its numbers.</item>
/// <item>Write the header, which tells of them.</item>
/// <item>Write the columns, each in one pass.</item>
/// </list>
/// Not safe for concurrent use.
/// </remarks>
/// <param name="output">Where the frames go.</param>
/// <param name="columns">Which columns they have.</param>
internal sealed class SeriesFrameWriter(IBufferWriter<byte> output, IReadOnlyList<SeriesColumn> columns)
{
    /// <summary>Every part begins at a multiple of this, so that arrays of doubles can be laid over it.</summary>
    public const int Alignment = 8;

    /// <summary>The lengths of header and columns.</summary>
    private const int LengthsSize = 8;

    private readonly ArrayBufferWriter<byte> _header = new();
    private readonly ColumnForm[] _forms = new ColumnForm[columns.Count];

    /// <summary>Writes one history.</summary>
    public void Write(ThinnedHistory history)
    {
        // 1. Decide.
        var count = history.Points.Count;
        var dataLength = 0;
        for (var i = 0; i < columns.Count && !history.IsUnchanged; i++)
        {
            _forms[i] = ColumnForm.Of(columns[i], history.Points);
            dataLength += Padded(count * _forms[i].Size);
        }

        // 2. The header.
        WriteHeader(history);
        var headerLength = _header.WrittenCount;
        var begin = output.GetSpan(LengthsSize + headerLength);
        BinaryPrimitives.WriteInt32LittleEndian(begin, headerLength);
        BinaryPrimitives.WriteInt32LittleEndian(begin[4..], dataLength);
        _header.WrittenSpan.CopyTo(begin[LengthsSize..]);
        output.Advance(LengthsSize + headerLength);

        // 3. The columns.
        for (var i = 0; i < columns.Count && dataLength > 0; i++)
        {
            var length = Padded(count * _forms[i].Size);
            var column = output.GetSpan(length)[..length];
            column[(count * _forms[i].Size)..].Clear();
            _forms[i].Write(columns[i], history.Points, column);
            output.Advance(length);
        }
    }

    private void WriteHeader(ThinnedHistory history)
    {
        _header.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_header, PlainJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("run_id"u8, history.RunId);
            json.WriteString("key"u8, history.Key);
            if (history.Version is { } version)
                json.WriteString("version"u8, version);
            if (history.IsUnchanged)
                json.WriteBoolean("unchanged"u8, true);
            else
                WriteShape(json, history);
            json.WriteEndObject();
        }

        var room = Padded(_header.WrittenCount) - _header.WrittenCount;
        _header.GetSpan(Alignment)[..room].Fill((byte)' ');
        _header.Advance(room);
    }

    private void WriteShape(Utf8JsonWriter json, ThinnedHistory history)
    {
        json.WriteNumber("total"u8, history.Total);
        json.WriteBoolean("thinned"u8, history.IsThinned);
        json.WriteNumber("n"u8, history.Points.Count);
        json.WriteStartArray("columns"u8);
        for (var i = 0; i < columns.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, GetThinnedHistoriesRequest.NameOf(columns[i]));
            json.WriteString("type"u8, _forms[i].Name);
            if (_forms[i].IsOfDifferences)
                json.WriteNumber("first"u8, history.Points.Count == 0 ? 0 : ColumnForm.Integer(columns[i], history.Points[0]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
