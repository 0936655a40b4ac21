using System.Globalization;
using System.Text;
using Leat.Core;

namespace Leat.Transfer.TensorBoard;

/// <summary>What TensorBoard's part for hyperparameters is told of a run: the message <c>HParamsPluginData</c> of <c>plugin_data.proto</c>.</summary>
internal sealed class SessionInfo
{
    private const uint StartField = (3 << 3) | WireType.Bytes;
    private const uint EndField = (4 << 3) | WireType.Bytes;

    private const uint ValuesField = (1 << 3) | WireType.Bytes;
    private const uint ModelField = (2 << 3) | WireType.Bytes;
    private const uint MonitorField = (3 << 3) | WireType.Bytes;
    private const uint GroupField = (4 << 3) | WireType.Bytes;

    private const uint StatusField = (1 << 3) | WireType.Varint;
    private const ulong Failure = 2;

    private const uint KeyField = (1 << 3) | WireType.Bytes;
    private const uint ValueField = (2 << 3) | WireType.Bytes;

    /// <summary>The fields of <c>google.protobuf.Value</c>.</summary>
    private const uint NullField = (1 << 3) | WireType.Varint;
    private const uint NumberField = (2 << 3) | WireType.Fixed64;
    private const uint TextField = (3 << 3) | WireType.Bytes;
    private const uint BoolField = (4 << 3) | WireType.Varint;

    /// <summary>Whole numbers up to here are written without a fraction: all of them are exact.</summary>
    private const double LargestWhole = 1L << 53;

    /// <summary>Names and values, as texts; a value is null if it is a list or a map.</summary>
    public List<(string Name, string? Value)> Values { get; } = [];

    /// <summary>What else it says: names of the fields and texts.</summary>
    public List<(string Name, string Text)> Links { get; } = [];

    /// <summary>Whether it says that the run failed; null if it says nothing of an end.</summary>
    public bool? Failed { get; private set; }

    /// <summary>Reads what the metadata of a value hold.</summary>
    /// <returns>Whether the bytes are a message.</returns>
    public bool TryRead(ReadOnlySpan<byte> message)
    {
        var fields = new WireReader(message);
        var isWhole = true;
        while (fields.Next())
        {
            if (fields.Key == StartField)
                isWhole &= TryReadStart(fields.Bytes);
            else if (fields.Key == EndField)
                isWhole &= TryReadEnd(fields.Bytes);
        }

        return isWhole && !fields.IsMalformed;
    }

    private bool TryReadStart(ReadOnlySpan<byte> message)
    {
        var fields = new WireReader(message);
        var isWhole = true;
        while (fields.Next())
        {
            switch (fields.Key)
            {
                case ValuesField:
                    isWhole &= TryReadEntry(fields.Bytes);
                    break;
                case ModelField:
                    AddLink("model_uri", fields.Bytes);
                    break;
                case MonitorField:
                    AddLink("monitor_url", fields.Bytes);
                    break;
                case GroupField:
                    AddLink("group_name", fields.Bytes);
                    break;
            }
        }

        return isWhole && !fields.IsMalformed;
    }

    private void AddLink(string name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
            Links.Add((name, Encoding.UTF8.GetString(text)));
    }

    private bool TryReadEnd(ReadOnlySpan<byte> message)
    {
        var fields = new WireReader(message);
        var failed = false;
        while (fields.Next())
        {
            if (fields.Key == StatusField)
                failed = fields.Number == Failure;
        }

        Failed = failed;
        return !fields.IsMalformed;
    }

    private bool TryReadEntry(ReadOnlySpan<byte> message)
    {
        var fields = new WireReader(message);
        var (name, value, isWhole) = ("", (string?)null, true);
        while (fields.Next())
        {
            if (fields.Key == KeyField)
                name = Encoding.UTF8.GetString(fields.Bytes);
            else if (fields.Key == ValueField)
                isWhole &= TryReadValue(fields.Bytes, out value);
        }

        Values.Add((name, value));
        return isWhole && !fields.IsMalformed;
    }

    /// <summary>A value as MLflow's Python client writes it.</summary>
    private static bool TryReadValue(ReadOnlySpan<byte> message, out string? value)
    {
        var fields = new WireReader(message);
        value = null;
        while (fields.Next())
        {
            value = fields.Key switch
            {
                NullField => "None",
                NumberField => TextOf(fields.Double),
                TextField => Encoding.UTF8.GetString(fields.Bytes),
                BoolField => fields.Number == 0 ? "False" : "True",
                _ => null,
            };
        }

        return !fields.IsMalformed;
    }

    /// <summary>Integers are doubles in the files: what is whole is taken for one, since most hyperparameters that are whole are.</summary>
    private static string TextOf(double number) =>
        double.IsInteger(number) && Math.Abs(number) <= LargestWhole ? ((long)number).ToString(CultureInfo.InvariantCulture) : PythonFormat.OfDouble(number);
}
