namespace Leat.Transfer.TensorBoard;

/// <summary>What the values of a tag are.</summary>
internal enum SummaryKind
{
    /// <summary>Not known: no value of the tag has been seen.</summary>
    None,
    Scalar,
    Text,
    Image,
    Session,
    Histogram,
    Audio,
    PrCurve,
    Mesh,
    Layout,
    Graph,
    Other,
}
