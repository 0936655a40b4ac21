namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Events as TensorFlow, Keras and PyTorch write them.</summary>
internal static class Events
{
    public const int DtFloat = 1, DtDouble = 2, DtInt32 = 3, DtString = 7, DtInt64 = 9, DtBFloat16 = 14, DtHalf = 19;

    /// <summary>The first event of each file.</summary>
    public static byte[] Version(double time) => new WireWriter().Double(1, time).Text(3, "brain.Event:2").ToArray();

    /// <summary>As PyTorch and TensorFlow 1 write a scalar.</summary>
    public static byte[] Scalar(double time, long step, string tag, float value) =>
        Event(time, step, new WireWriter().Text(1, tag).Float(2, value));

    /// <summary>As TensorFlow 2 writes a scalar.</summary>
    public static byte[] TensorScalar(double time, long step, string tag, WireWriter tensor, bool withMetadata = true) =>
        Event(time, step, Tensor(tag, tensor, withMetadata ? Plugin("scalars") : null));

    /// <summary>As <c>add_text</c> of PyTorch writes a text.</summary>
    public static byte[] Text(double time, long step, string tag, params string[] texts) =>
        Event(time, step, Tensor(tag, texts.Aggregate(new WireWriter().Varint(1, DtString), (tensor, text) => tensor.Text(8, text)), Plugin("text")));

    /// <summary>As <c>add_hparams</c> of PyTorch writes the begin of a session.</summary>
    public static byte[] SessionStart(double time, string group, params (string Name, WireWriter Value)[] values)
    {
        var start = new WireWriter();
        foreach (var (name, value) in values)
            start.Message(1, new WireWriter().Text(1, name).Message(2, value));
        if (group.Length > 0)
            start.Text(4, group);
        return Session(time, "_hparams_/session_start_info", new WireWriter().Message(3, start));
    }

    /// <summary>The end of a session: 1 is success, 2 is failure.</summary>
    public static byte[] SessionEnd(double time, int status) =>
        Session(time, "_hparams_/session_end_info", new WireWriter().Message(4, new WireWriter().Varint(1, status).Double(2, time)));

    public static byte[] Image(double time, long step, string tag, byte[] png) =>
        Event(time, step, new WireWriter().Text(1, tag).Message(4, new WireWriter().Varint(1, 1).Varint(2, 1).Varint(3, 3).Bytes(4, png)));

    /// <summary>As TensorFlow 2 writes images: width, height, then each.</summary>
    public static byte[] TensorImages(double time, long step, string tag, params byte[][] images) =>
        Event(time, step, Tensor(
            tag, images.Aggregate(new WireWriter().Varint(1, DtString).Text(8, "1").Text(8, "1"), (tensor, image) => tensor.Bytes(8, image)), Plugin("images")));

    public static byte[] Histogram(double time, long step, string tag) =>
        Event(time, step, new WireWriter().Text(1, tag).Message(5, new WireWriter().Double(1, 0).Double(2, 1)));

    public static byte[] OfPlugin(double time, string plugin, string tag) => Event(time, 0, Tensor(tag, Floats(1, 2), Plugin(plugin)));

    public static byte[] Graph(double time) => new WireWriter().Double(1, time).Bytes(4, [1, 2, 3]).ToArray();

    public static byte[] Event(double time, long step, params WireWriter[] values)
    {
        var summary = new WireWriter();
        foreach (var value in values)
            summary.Message(1, value);
        return new WireWriter().Double(1, time).Varint(2, step).Message(5, summary).ToArray();
    }

    public static WireWriter Tensor(string tag, WireWriter tensor, WireWriter? metadata)
    {
        var value = new WireWriter().Text(1, tag).Message(8, tensor);
        return metadata is null ? value : value.Message(9, metadata);
    }

    public static WireWriter Plugin(string name, byte[]? content = null)
    {
        var plugin = new WireWriter().Text(1, name);
        return new WireWriter().Message(1, content is null ? plugin : plugin.Bytes(2, content));
    }

    public static WireWriter Floats(params float[] values) =>
        new WireWriter().Varint(1, DtFloat).Bytes(5, values.SelectMany(BitConverter.GetBytes).ToArray());

    public static WireWriter Number(double value) => new WireWriter().Double(2, value);

    public static WireWriter String(string value) => new WireWriter().Text(3, value);

    public static WireWriter Bool(bool value) => new WireWriter().Varint(4, value ? 1 : 0);

    private static byte[] Session(double time, string tag, WireWriter content) =>
        Event(time, 0, new WireWriter().Text(1, tag).Message(9, Plugin("hparams", content.ToArray())));
}
