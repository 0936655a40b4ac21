namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>What a series of a tail row omits. The bits are part of the format.</summary>
[Flags]
internal enum TailSeriesLayout : byte
{
    None = 0,

    /// <summary>All points have the row's base timestamp.</summary>
    BaseTimestamp = 1,

    /// <summary>All points have the row's base step.</summary>
    BaseStep = 2,

    /// <summary>Values are 8 bytes each instead of <see cref="ShortDouble"/>.</summary>
    WholeValues = 4,
}
