namespace Leat.Transfer.TensorBoard;

/// <summary>How a summary holds its value.</summary>
internal enum SummaryForm
{
    /// <summary>Not at all: only its metadata may count.</summary>
    None,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>As an encoded image.</summary>
    Image,

    /// <summary>As a histogram.</summary>
    Histogram,

    /// <summary>As encoded audio.</summary>
    Audio,

    /// <summary>As a tensor; the metadata of its tag says of what.</summary>
    Tensor,
}
