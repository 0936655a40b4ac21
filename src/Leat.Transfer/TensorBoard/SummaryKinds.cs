namespace Leat.Transfer.TensorBoard;

/// <summary>Which part of TensorBoard shows what.</summary>
internal static class SummaryKinds
{
    /// <summary>TensorFlow's <c>DATA_CLASS_SCALAR</c>.</summary>
    private const ulong ScalarClass = 1;

    /// <summary>What a value is. The first value of a tag says what its tensors are; the others need not repeat it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tensors">What the tensors of its tag are, if that is known.</param>
    public static SummaryKind Of(in SummaryValue value, SummaryKind tensors) => value.Form switch
    {
        SummaryForm.Number => SummaryKind.Scalar,
        SummaryForm.Image => SummaryKind.Image,
        SummaryForm.Histogram => SummaryKind.Histogram,
        SummaryForm.Audio => SummaryKind.Audio,
        _ => tensors != SummaryKind.None ? tensors : OfPlugin(value),
    };

    private static SummaryKind OfPlugin(in SummaryValue value)
    {
        if (value.Plugin.SequenceEqual("scalars"u8))
            return SummaryKind.Scalar;
        if (value.Plugin.SequenceEqual("text"u8))
            return SummaryKind.Text;
        if (value.Plugin.SequenceEqual("images"u8))
            return SummaryKind.Image;
        if (value.Plugin.SequenceEqual("hparams"u8))
            return SummaryKind.Session;
        if (value.Plugin.SequenceEqual("histograms"u8))
            return SummaryKind.Histogram;
        if (value.Plugin.SequenceEqual("audio"u8))
            return SummaryKind.Audio;
        if (value.Plugin.SequenceEqual("pr_curves"u8))
            return SummaryKind.PrCurve;
        if (value.Plugin.SequenceEqual("mesh"u8))
            return SummaryKind.Mesh;
        if (value.Plugin.SequenceEqual("custom_scalars"u8))
            return SummaryKind.Layout;
        if (value.Plugin.StartsWith("graph"u8))
            return SummaryKind.Graph;
        return value.DataClass == ScalarClass ? SummaryKind.Scalar : SummaryKind.Other;
    }
}
