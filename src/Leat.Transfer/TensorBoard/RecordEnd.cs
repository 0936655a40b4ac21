namespace Leat.Transfer.TensorBoard;

/// <summary>Why no record follows in a file.</summary>
internal enum RecordEnd
{
    /// <summary>More may follow.</summary>
    None,

    /// <summary>The file ends where a record ended.</summary>
    Whole,

    /// <summary>The file ends within a record: it is being written, or its writer was killed.</summary>
    CutOff,

    /// <summary>A checksum is not that of its bytes: where the next record begins is not known.</summary>
    Damaged,
}
