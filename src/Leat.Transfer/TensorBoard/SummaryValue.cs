namespace Leat.Transfer.TensorBoard;

/// <summary>A value of a summary: TensorFlow's message <c>Summary.Value</c>.</summary>
internal ref struct SummaryValue
{
    /// <summary>The field of a summary that its values are in.</summary>
    public const uint Field = (1 << 3) | WireType.Bytes;

    private const uint TagField = (1 << 3) | WireType.Bytes;
    private const uint NumberField = (2 << 3) | WireType.Fixed32;
    private const uint OldHistogramField = (3 << 3) | WireType.Bytes;
    private const uint ImageField = (4 << 3) | WireType.Bytes;
    private const uint HistogramField = (5 << 3) | WireType.Bytes;
    private const uint AudioField = (6 << 3) | WireType.Bytes;
    private const uint TensorField = (8 << 3) | WireType.Bytes;
    private const uint MetadataField = (9 << 3) | WireType.Bytes;

    private const uint PluginField = (1 << 3) | WireType.Bytes;
    private const uint DataClassField = (4 << 3) | WireType.Varint;
    private const uint PluginNameField = (1 << 3) | WireType.Bytes;
    private const uint PluginContentField = (2 << 3) | WireType.Bytes;

    /// <summary>What it is a value of, UTF-8.</summary>
    public ReadOnlySpan<byte> Tag { get; private set; }

    public SummaryForm Form { get; private set; }

    /// <summary>The value, if it is a number.</summary>
    public float Number { get; private set; }

    /// <summary>The value, if it is an image or a tensor.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The part of TensorBoard that shows it, UTF-8; empty if it does not say.</summary>
    public ReadOnlySpan<byte> Plugin { get; private set; }

    /// <summary>What that part is told beside the value.</summary>
    public ReadOnlySpan<byte> PluginContent { get; private set; }

    /// <summary>What kind of data it is, for parts of TensorBoard that nobody knows: 1 are numbers.</summary>
    public ulong DataClass { get; private set; }

    /// <summary>Reads a value.</summary>
    /// <param name="message">What stands in a field <see cref="Field"/> of a summary.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the bytes are a message.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out SummaryValue value)
    {
        value = default;
        var fields = new WireReader(message);
        var isWhole = true;
        while (fields.Next())
        {
            switch (fields.Key)
            {
                case TagField:
                    value.Tag = fields.Bytes;
                    break;
                case NumberField:
                    (value.Form, value.Number) = (SummaryForm.Number, fields.Single);
                    break;
                case OldHistogramField or HistogramField:
                    value.Form = SummaryForm.Histogram;
                    break;
                case AudioField:
                    value.Form = SummaryForm.Audio;
                    break;
                case ImageField:
                    value.Form = SummaryForm.Image;
                    value.Content = fields.Bytes;
                    break;
                case TensorField:
                    value.Form = SummaryForm.Tensor;
                    value.Content = fields.Bytes;
                    break;
                case MetadataField:
                    isWhole &= value.TryReadMetadata(fields.Bytes);
                    break;
            }
        }

        return isWhole && !fields.IsMalformed;
    }

    private bool TryReadMetadata(ReadOnlySpan<byte> message)
    {
        var fields = new WireReader(message);
        var isWhole = true;
        while (fields.Next())
        {
            if (fields.Key == DataClassField)
                DataClass = fields.Number;
            else if (fields.Key == PluginField)
                isWhole &= TryReadPlugin(fields.Bytes);
        }

        return isWhole && !fields.IsMalformed;
    }

    private bool TryReadPlugin(ReadOnlySpan<byte> message)
    {
        var fields = new WireReader(message);
        while (fields.Next())
        {
            if (fields.Key == PluginNameField)
                Plugin = fields.Bytes;
            else if (fields.Key == PluginContentField)
                PluginContent = fields.Bytes;
        }

        return !fields.IsMalformed;
    }
}
