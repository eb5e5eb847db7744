// One import brings the whole engine.
@_exported public import CentoAlign
@_exported public import CentoClusters
@_exported public import CentoGrams
@_exported public import CentoJoin
@_exported public import CentoLatent
@_exported public import CentoMatrix
@_exported public import CentoParallel
@_exported public import CentoText
@_exported public import CentoVectors
